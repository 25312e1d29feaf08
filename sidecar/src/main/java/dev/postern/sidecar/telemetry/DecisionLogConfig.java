package dev.postern.sidecar.telemetry;

/**
 * Which answers are written to standard output, one JSON object a line.
 *
 * @param enabled whether any is
 * @param allowRatio share of allowed checks, 0 to 1
 * @param denyRatio share of denied checks, 0 to 1; in shadow mode what policy says counts, not what is enforced
 * @param queue lines that may wait to be written, 1 to 65,536; what finds it full is dropped and counted
 */
public record DecisionLogConfig(boolean enabled, double allowRatio, double denyRatio, int queue) {

    public static final DecisionLogConfig OFF = new DecisionLogConfig(false, 0.01, 1, 1024);

    private static final int LARGEST_QUEUE = 65_536;

    public DecisionLogConfig {
        Ratio.require("allowRatio", allowRatio);
        Ratio.require("denyRatio", denyRatio);
        if (queue < 1 || queue > LARGEST_QUEUE) {
            throw new IllegalArgumentException("queue is " + queue + ", expected 1 to " + LARGEST_QUEUE);
        }
    }
}
