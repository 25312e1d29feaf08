package dev.postern.sidecar.cli;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The commands there are, as {@code --help} lists them. */
final class Commands {

    private static final Pattern LISTED = Pattern.compile("(?s)\nCommands:\n(.*?)(?:\n\n|$)");
    private static final Pattern NAME = Pattern.compile("(?m)^  ([a-z][a-z-]*)");

    private Commands() {}

    /** All of them without {@code postern}: groups such as {@code policy} and what is in them. */
    static List<String> all() {
        return below("").toList();
    }

    /** Those that do something. */
    static List<String> doing() {
        return all().stream()
                .filter(command -> below(command).findAny().isEmpty())
                .toList();
    }

    static String help(String command) {
        return Run.of((command + " --help").strip().split(" ", -1)).out();
    }

    private static Stream<String> below(String group) {
        Matcher listed = LISTED.matcher(help(group));
        return listed.find()
                ? NAME.matcher(listed.group(1))
                        .results()
                        .map(name -> (group + " " + name.group(1)).strip())
                        .flatMap(command -> Stream.concat(Stream.of(command), below(command)))
                : Stream.empty();
    }
}
