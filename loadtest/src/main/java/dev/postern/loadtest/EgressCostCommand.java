package dev.postern.loadtest;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints what scans of clean and of hostile texts cost, and what is left where a content came before. */
@Command(
        name = "egress-cost",
        mixinStandardHelpOptions = true,
        description =
                "Measures the CPU time of scans of 64 KiB, clean ones and ones made to be dear, and of known contents.")
final class EgressCostCommand implements Callable<Integer> {

    @Option(names = "--rounds", description = "Scans of each text (default: ${DEFAULT-VALUE}).", defaultValue = "300")
    private int rounds;

    @Override
    public Integer call() {
        new EgressCost()
                .least(rounds)
                .forEach((text, nanos) ->
                        System.out.printf("| %s | %d | %.0f |%n", text, nanos / 1_000, 65_536e3 / nanos));
        new KnownContentCost()
                .least(rounds)
                .forEach((what, nanos) -> System.out.printf("| %s | %.1f | |%n", what, nanos / 1e3));
        return 0;
    }
}
