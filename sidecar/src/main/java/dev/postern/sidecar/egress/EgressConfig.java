package dev.postern.sidecar.egress;

import dev.postern.egress.ContentRules;
import dev.postern.egress.ScanLimits;
import dev.postern.egress.destination.DestinationRules;
import dev.postern.egress.detect.CustomDetector;
import dev.postern.egress.label.Clearances;
import dev.postern.egress.label.Declassifications;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How contents that want to leave are judged.
 *
 * @param scan what one scan may cost
 * @param engine what finds the literals that a scan begins with
 * @param content what becomes of a content of which no policy speaks
 * @param destinations what no policy can permit
 * @param dns how names are resolved
 * @param labels where labels may go
 * @param known what is looked for besides what is built in
 * @param work how much is scanned at a time
 * @param certificateKey the key that certificates are signed with, {@code null} where none are made
 */
public record EgressConfig(
        ScanLimits scan,
        ScanEngine engine,
        ContentRules content,
        DestinationRules destinations,
        Dns dns,
        LabelRules labels,
        Known known,
        Work work,
        @Nullable Path certificateKey) {

    public static final EgressConfig DEFAULTS = new EgressConfig(
            ScanLimits.DEFAULTS.withBytes(4 << 20),
            ScanEngine.AUTO,
            ContentRules.DEFAULTS,
            DestinationRules.DEFAULTS,
            Dns.DEFAULTS,
            LabelRules.DEFAULTS,
            Known.NOTHING,
            Work.DEFAULTS,
            null);

    /**
     * How names are resolved.
     *
     * @param resolve whether they are; where not, only addresses that are written as such are checked
     * @param timeout of one name
     * @param threads that wait for answers
     * @param queue names that wait for a thread
     */
    public record Dns(boolean resolve, Duration timeout, int threads, int queue) {
        public static final Dns DEFAULTS = new Dns(true, Duration.ofSeconds(2), 8, 256);
    }

    /**
     * Where labels may go.
     *
     * @param accepted by destinations
     * @param declassifications how labels are lowered
     * @param sessions how many are remembered
     * @param idle how long a session is remembered after it was last heard of
     */
    public record LabelRules(Clearances accepted, Declassifications declassifications, int sessions, Duration idle) {
        public static final LabelRules DEFAULTS =
                new LabelRules(Clearances.PUBLIC, Declassifications.NONE, 10_000, Duration.ofHours(1));
    }

    /**
     * What is looked for besides what is built in.
     *
     * @param detectors of the configuration
     * @param corpus a file of the signatures of protected texts, {@code null} for none
     * @param agreement from which on a text is a copy of one, in percent
     * @param secrets a file of the keyed digests of secrets, {@code null} for none
     * @param secretsKey the file of their key
     */
    public record Known(
            List<CustomDetector> detectors,
            @Nullable Path corpus,
            int agreement,
            @Nullable Path secrets,
            @Nullable Path secretsKey) {
        public static final Known NOTHING = new Known(List.of(), null, 80, null, null);

        public Known {
            detectors = List.copyOf(detectors);
        }
    }

    /**
     * How much is scanned at a time.
     *
     * @param threads that scan
     * @param queue contents, or parts of streams, that wait for one
     * @param inline contents up to this many bytes are scanned at once on the event loop
     * @param streams that may be open at a time
     * @param held bytes of memory that all of them together may hold; a stream for which there is no more is shed
     */
    public record Work(int threads, int queue, int inline, int streams, int held) {
        public static final Work DEFAULTS = new Work(2, 256, 2048, 1_024, 64 << 20);
    }
}
