package dev.postern.sidecar.egress;

import dev.postern.crypto.ByteBuilder;
import dev.postern.crypto.ByteReader;
import dev.postern.crypto.DamagedException;
import dev.postern.egress.Finding;
import dev.postern.egress.FindingType;
import dev.postern.egress.Scan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A whole scan as bytes: version u8 = 1, bytes scanned, number of findings; of each finding its type, detector, start, length,
 * confidence and encoding. Texts have their length before them, numbers are of variable length.
 */
final class ScanBytes {

    private static final int VERSION = 1;
    private static final int MOST_FINDINGS = 100_000;
    private static final FindingType[] TYPES = FindingType.values();

    private ScanBytes() {}

    static byte[] write(Scan scan) {
        ByteBuilder bytes = new ByteBuilder(64)
                .u8(VERSION)
                .varint(scan.bytes())
                .varint(scan.findings().size());
        for (Finding finding : scan.findings()) {
            bytes.text(finding.type().id())
                    .text(finding.detector())
                    .varint(finding.start())
                    .varint(finding.length())
                    .u8(finding.confidence())
                    .text(finding.encoding());
        }
        return bytes.toByteArray();
    }

    /** The scan that {@code bytes} are, or {@code null} when they are none that this version knows. */
    static @Nullable Scan read(byte[] bytes) {
        try {
            ByteReader in = new ByteReader(bytes);
            if (in.u8() != VERSION) {
                return null;
            }
            long scanned = in.varint();
            int count = in.count(MOST_FINDINGS);
            List<Finding> findings = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Finding finding = finding(in);
                if (finding == null) {
                    return null;
                }
                findings.add(finding);
            }
            in.end();
            return new Scan(findings, Optional.empty(), scanned);
        } catch (DamagedException | IllegalArgumentException none) {
            return null;
        }
    }

    private static @Nullable Finding finding(ByteReader in) throws DamagedException {
        FindingType type = type(in.text());
        String detector = in.text();
        long start = in.varint();
        long length = in.varint();
        int confidence = in.u8();
        String encoding = in.text();
        return type == null ? null : new Finding(type, detector, start, start + length, confidence, encoding);
    }

    private static @Nullable FindingType type(String id) {
        for (FindingType type : TYPES) {
            if (type.id().equals(id)) {
                return type;
            }
        }
        return null;
    }
}
