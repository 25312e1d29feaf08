package dev.postern.egress;

import java.time.Duration;

/**
 * What one scan may cost. Beyond a limit the scan ends as {@link Incomplete}.
 *
 * @param bytes the largest content
 * @param findings the most findings reported
 * @param decodedBytes the most bytes that decoding may bring to be scanned, for all depths together
 * @param time how long a scan may take
 * @param confidence findings below it are not reported, 1 to 100
 */
public record ScanLimits(long bytes, int findings, long decodedBytes, Duration time, int confidence) {

    /** 64 MiB, 3,000 findings, 8 MiB decoded, 5 s, confidence 50. */
    public static final ScanLimits DEFAULTS = new ScanLimits(64L << 20, 3_000, 8L << 20, Duration.ofSeconds(5), 50);

    public ScanLimits {
        if (bytes < 1 || findings < 1 || decodedBytes < 0 || time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("a scan needs room: " + bytes + " bytes, " + findings + " findings, "
                    + decodedBytes + " decoded, " + time);
        }
        if (confidence < 1 || confidence > 100) {
            throw new IllegalArgumentException("confidence is 1 to 100, not " + confidence);
        }
    }

    public ScanLimits withBytes(long most) {
        return new ScanLimits(most, findings, decodedBytes, time, confidence);
    }

    public ScanLimits withFindings(int most) {
        return new ScanLimits(bytes, most, decodedBytes, time, confidence);
    }

    public ScanLimits withDecodedBytes(long most) {
        return new ScanLimits(bytes, findings, most, time, confidence);
    }

    public ScanLimits withTime(Duration most) {
        return new ScanLimits(bytes, findings, decodedBytes, most, confidence);
    }

    public ScanLimits withConfidence(int least) {
        return new ScanLimits(bytes, findings, decodedBytes, time, least);
    }
}
