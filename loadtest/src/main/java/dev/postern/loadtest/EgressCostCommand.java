package dev.postern.loadtest;

import dev.postern.sidecar.egress.ScanEngine;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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

    @Option(
            names = "--engine",
            description = "What finds literals: ${COMPLETION-CANDIDATES}; given twice, both are measured in turn"
                    + " (default: ${DEFAULT-VALUE}).",
            defaultValue = "java")
    private List<ScanEngine> engines = List.of();

    @Override
    public Integer call() {
        EgressCost cost = new EgressCost();
        for (ScanEngine wanted : engines) {
            make(wanted, cost);
        }
        cost.least(rounds)
                .forEach((text, nanos) -> System.out.println("| " + text + " | "
                        + Arrays.stream(nanos)
                                .mapToObj(EgressCostCommand::cells)
                                .collect(Collectors.joining(" | "))
                        + " |"));
        new KnownContentCost()
                .least(rounds)
                .forEach((what, nanos) -> System.out.printf("| %s | %.1f | |%n", what, nanos / 1e3));
        return 0;
    }

    private static void make(ScanEngine wanted, EgressCost cost) {
        long before = System.nanoTime();
        if (!(wanted.choose() instanceof ScanEngine.Chosen chosen)) {
            throw new IllegalStateException("engine " + wanted + " is not there");
        }
        long loaded = System.nanoTime();
        System.out.printf(
                "%s: loaded in %d ms, scanner made in %d ms of CPU time%n",
                chosen.name(), (loaded - before) / 1_000_000, cost.add(chosen.engine()) / 1_000_000);
    }

    private static String cells(long nanos) {
        return String.format(Locale.ROOT, "%d | %.0f", nanos / 1_000, 65_536e3 / nanos);
    }
}
