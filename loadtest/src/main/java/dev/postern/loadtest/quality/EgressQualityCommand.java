package dev.postern.loadtest.quality;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postern.egress.ScanLimits;
import dev.postern.egress.detect.Detectors;
import dev.postern.egress.detect.Scanner;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints how much the egress detectors find of labelled texts, and how much they take for something in benign files. */
@Command(
        name = "egress-quality",
        mixinStandardHelpOptions = true,
        description = "Measures precision and recall on labelled texts, and findings for each MB of benign files.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:measured", " 2:bad usage, a file that cannot be read or is no file of cases"})
public final class EgressQualityCommand implements Callable<Integer> {

    private static final int BAD_INPUT = 2;

    @Option(names = "--cases", paramLabel = "FILE", description = "Labelled texts of your own: JSON lines.")
    private @Nullable Path cases;

    @Option(
            names = "--set",
            description = "Texts to make where none are given: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
            defaultValue = "SHAPES")
    private TextSet set = TextSet.SHAPES;

    @Option(
            names = "--seed",
            description = "Of the texts to make (default: ${DEFAULT-VALUE}).",
            defaultValue = "20261121")
    private long seed;

    @Option(
            names = "--each",
            description = "How many to make of each kind (default: ${DEFAULT-VALUE}).",
            defaultValue = "200")
    private int each;

    @Option(names = "--by-kind", description = "Print a row for each kind of text, too.")
    private boolean byKind;

    @Option(names = "--show-missed", description = "Say on stderr what was missed and what is false: kind and line.")
    private boolean showMissed;

    @Option(names = "--show-texts", description = "As --show-missed, with the text.")
    private boolean showTexts;

    @Parameters(paramLabel = "PATH", arity = "0..*", description = "Benign files or directories, a row for each.")
    private List<Path> benign = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Scanner scanner = new Scanner(
            Detectors.builtIn(),
            new ScanLimits(1L << 30, 1_000_000, 1L << 30, Duration.ofMinutes(5), 50),
            System::nanoTime);

    @Override
    public Integer call() {
        Tables tables = new Tables(out());
        try {
            CasesFile texts = cases == null
                    ? new CasesFile.Read(set.make(seed, each))
                    : CasesFile.of(Files.readAllLines(cases, UTF_8));
            if (texts instanceof CasesFile.Malformed malformed) {
                return refused(cases + ":" + malformed.line() + ": " + malformed.problem());
            }
            judge(((CasesFile.Read) texts).texts(), tables);
            if (!benign.isEmpty()) {
                tables.files(benign, scanner);
            }
            return 0;
        } catch (CharacterCodingException otherwise) {
            return refused(cases + ": is not UTF-8");
        } catch (IOException unreadable) {
            return refused(unreadable.getMessage() + ": cannot be read");
        }
    }

    private void judge(List<LabelledText> texts, Tables tables) {
        Judge judge = new Judge(scanner, showMissed || showTexts ? new Report(err(), showTexts) : Judge.Witness.SILENT);
        texts.forEach(judge::judge);
        tables.byType(judge.byType());
        if (byKind) {
            tables.byKind(judge.byKind());
        }
    }

    private int refused(String problem) {
        err().println(problem);
        return BAD_INPUT;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
