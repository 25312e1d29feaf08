package dev.postern.loadtest.quality;

import dev.postern.egress.FindingType;
import dev.postern.egress.detect.Scanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is found in files that should hold nothing.
 *
 * @param bytes of all files that were read
 */
record BenignFiles(long bytes, Map<FindingType, Integer> findings) {

    private static final long LARGEST = 8L << 20;

    /** Scans a file, or all files of a directory: those that can be read and have at most 8 MiB. */
    static BenignFiles scan(Path root, Scanner scanner) throws IOException {
        Map<FindingType, Integer> findings = new EnumMap<>(FindingType.class);
        long bytes = 0;
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : (Iterable<Path>) files.filter(BenignFiles::usable)::iterator) {
                byte[] content = Files.readAllBytes(file);
                bytes += content.length;
                scanner.scan(content).findings().forEach(finding -> findings.merge(finding.type(), 1, Integer::sum));
            }
        }
        return new BenignFiles(bytes, findings);
    }

    /** Findings for each million bytes. */
    double rate() {
        return findings.values().stream().mapToInt(Integer::intValue).sum() * 1e6 / bytes;
    }

    /** As {@link #rate()}, without mail and IP addresses, which are mostly real where they are found. */
    double rateWithoutAddresses() {
        Map<FindingType, Integer> rest = new EnumMap<>(findings);
        rest.remove(FindingType.EMAIL);
        rest.remove(FindingType.IP_ADDRESS);
        return new BenignFiles(bytes, rest).rate();
    }

    /** The five types found most often, the most frequent first. */
    String mostFrequent() {
        return findings.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(5)
                .map(entry -> entry.getKey().id() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private static boolean usable(Path file) {
        try {
            return Files.isRegularFile(file) && Files.isReadable(file) && Files.size(file) <= LARGEST;
        } catch (IOException unreadable) {
            return false;
        }
    }
}
