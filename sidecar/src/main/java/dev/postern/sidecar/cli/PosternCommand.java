package dev.postern.sidecar.cli;

import dev.postern.sidecar.cli.ask.CheckCommand;
import dev.postern.sidecar.cli.console.CommandException;
import dev.postern.sidecar.cli.console.Exit;
import dev.postern.sidecar.cli.console.Terminal;
import dev.postern.sidecar.cli.covenant.CovenantCommand;
import dev.postern.sidecar.cli.egress.EgressCommand;
import dev.postern.sidecar.cli.evidence.EvidenceCommand;
import dev.postern.sidecar.cli.keys.KeysCommand;
import dev.postern.sidecar.cli.policy.PolicyCommand;
import dev.postern.sidecar.cli.serve.DemoCommand;
import dev.postern.sidecar.cli.serve.ServeCommand;
import dev.postern.sidecar.cli.serve.SidecarLauncher;
import dev.postern.sidecar.cli.token.TokenCommand;
import dev.postern.sidecar.keys.BadKeyFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code postern}: the root of all commands. */
@Command(
        name = "postern",
        description = "A gRPC policy-decision sidecar: may this principal do this action to this resource?",
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "@|bold Start here|@",
            "  postern demo                                        a tour that ends by itself",
            "  postern policy validate policies/                   is the bundle good?",
            "  postern check --bundle policies/ --principal alice --action file.read --resource /docs/42",
            "  postern serve --bundle policies/                    answer checks on 127.0.0.1:8181",
            "",
            "Every command has --help with examples.",
            "",
            "@|bold Exit|@  0 allowed or done · 1 denied or failed · 2 usage or bad input · 3 cannot reach, or internal"
        })
public final class PosternCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private PosternCommand() {}

    /** Runs one command on the process's own streams and clock; gives the exit code. */
    public static int run(SidecarLauncher launcher, String... args) {
        return run(Terminal.of(System.in, System.out, System.err, Help.Ansi.AUTO), launcher, Clock.systemUTC(), args);
    }

    static int run(Terminal terminal, SidecarLauncher launcher, Clock clock, String... args) {
        int exit = commandLine(terminal, launcher, clock).execute(args);
        terminal.flush();
        return exit;
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "which command? see postern --help");
    }

    static CommandLine commandLine(Terminal terminal, SidecarLauncher launcher, Clock clock) {
        RandomGenerator random = new SecureRandom();
        CommandLine root = new CommandLine(new PosternCommand())
                .addSubcommand(new ServeCommand(terminal, launcher))
                .addSubcommand(new DemoCommand(terminal, launcher, clock, random))
                // Before check: of two commands as near to what was mistyped the later one is suggested.
                .addSubcommand(CacheCommand.line(terminal))
                .addSubcommand(new CheckCommand(terminal, clock))
                .addSubcommand(PolicyCommand.line(terminal, clock))
                .addSubcommand(EgressCommand.line(terminal))
                .addSubcommand(CovenantCommand.line(terminal, clock, random))
                .addSubcommand(TokenCommand.line(terminal, clock, random))
                .addSubcommand(EvidenceCommand.line(terminal, clock))
                .addSubcommand(KeysCommand.line(terminal, random))
                .addSubcommand(completion());
        addHelp(root);
        root.getCommandSpec().addOption(versionOption());
        return root.setOut(terminal.out())
                .setErr(terminal.err())
                .setColorScheme(Help.defaultColorScheme(terminal.ansi()))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setUsageHelpWidth(110)
                .setParameterExceptionHandler((e, arguments) -> misused(terminal, e))
                .setExecutionExceptionHandler((e, command, result) -> failed(terminal, e, result));
    }

    private static CommandLine completion() {
        CommandLine completion = new CommandLine(new AutoComplete.GenerateCompletion());
        completion.getCommandSpec().usageMessage().hidden(true);
        return completion;
    }

    private static void addHelp(CommandLine command) {
        command.getCommandSpec()
                .addOption(CommandLine.Model.OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help.")
                        .build());
        for (CommandLine sub : command.getSubcommands().values()) {
            if (!sub.getCommandSpec().optionsMap().containsKey("--help")) {
                addHelp(sub);
            }
        }
    }

    private static CommandLine.Model.OptionSpec versionOption() {
        return CommandLine.Model.OptionSpec.builder("--version")
                .versionHelp(true)
                .description("Show the version.")
                .build();
    }

    private static int misused(Terminal terminal, ParameterException e) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        terminal.err()
                .println(command + ": "
                        + lowerFirst(String.valueOf(e.getMessage()).replaceFirst("^Error: ", "")));
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            terminal.err().println("did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?");
        }
        terminal.err().println("try '" + command + " --help'");
        return Exit.USAGE;
    }

    private static int failed(Terminal terminal, Exception e, ParseResult result) {
        if (e instanceof CommandException failure) {
            failure.lines().forEach(terminal.err()::println);
            return failure.exit();
        }
        if (e instanceof BadKeyFileException bad) {
            terminal.err().println("postern: " + bad.getMessage());
            return Exit.USAGE;
        }
        String command = result.commandSpec().qualifiedName();
        terminal.err().println(command + ": " + said(e));
        return Exit.FAULT;
    }

    /** Why the world did not let it be, in words; what else was thrown is a fault of ours and keeps its name. */
    private static String said(Exception e) {
        if (e instanceof UncheckedIOException && e.getCause() instanceof IOException cause) {
            return said(cause);
        }
        if (e instanceof FileSystemException refused) {
            return refused.getFile() + ": " + reason(refused);
        }
        if (e instanceof IOException) {
            String cause = e.getCause() == null ? "" : ": " + e.getCause().getMessage();
            return lowerFirst(String.valueOf(e.getMessage())) + cause;
        }
        return "failed: " + e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    private static String reason(FileSystemException refused) {
        if (refused instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        return refused instanceof AccessDeniedException ? "permission denied" : String.valueOf(refused.getReason());
    }

    private static String lowerFirst(String text) {
        return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
