package dev.postern.sidecar.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Does what a document shows in its {@code sh} blocks, top to bottom in one directory, and compares what comes of it with
 * the {@code text} block behind each: nothing where there is none. Commands of postern run in this process, all else in a
 * shell.
 */
public final class Walkthrough {

    private static final Pattern BLOCK = Pattern.compile("(?s)```sh\n(.*?)\n```\n(?:\n```text\n(.*?)```\n)?");
    private static final Pattern COMMAND =
            Pattern.compile("postern (.*?)(?: < (\\S+))?(?: > (\\S+))?(?: # exit ([0-9]+))?");

    private final Path document;
    private final Path directory;

    /** Of the document of that name in {@code docs/}. */
    public Walkthrough(String name, Path directory) {
        this.document = Path.of("../docs", name);
        this.directory = directory;
    }

    public String text() throws IOException {
        return Files.readString(document, UTF_8);
    }

    /** Does all of it but the measurements, which take their time; how many steps there were. */
    public int walk() throws IOException, InterruptedException {
        int steps = 0;
        for (Matcher block = BLOCK.matcher(text()); block.find(); ) {
            String step = block.group(1);
            if (!step.startsWith("loadtest ")) {
                String expected = block.group(2) == null ? "" : block.group(2);
                String shown = step.startsWith("postern ") ? postern(step) : shell(step);
                assertThat(shown).as(step).isEqualTo(expected);
                steps++;
            }
        }
        return steps;
    }

    /** The files a command names are in the directory, and shown without it. */
    private String postern(String line) throws IOException {
        Matcher command = COMMAND.matcher(line);
        assertThat(command.matches()).as(line).isTrue();
        String[] words = command.group(1).split(" ");
        for (int i = 2; i < words.length; i++) {
            if (Files.exists(directory.resolve(words[i]))) {
                words[i] = directory.resolve(words[i]).toString();
            }
        }
        byte[] in = command.group(2) == null ? new byte[0] : Files.readAllBytes(directory.resolve(command.group(2)));
        Run run = Run.withInput(in, words);
        assertThat(run.exit())
                .as(line + "\n" + run.out() + run.err())
                .isEqualTo(command.group(4) == null ? 0 : Integer.parseInt(command.group(4)));
        String out = run.out().replace(directory + "/", "");
        if (command.group(3) == null) {
            return out;
        }
        Files.writeString(directory.resolve(command.group(3)), out);
        return "";
    }

    private String shell(String script) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-eu", "-c", script)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
