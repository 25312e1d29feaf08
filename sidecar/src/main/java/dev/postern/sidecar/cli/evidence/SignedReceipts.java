package dev.postern.sidecar.cli.evidence;

import dev.postern.crypto.JsonLimits;
import dev.postern.crypto.JsonParser;
import dev.postern.crypto.JsonResult;
import dev.postern.crypto.PublicKey;
import dev.postern.evidence.EvidenceFault;
import dev.postern.evidence.chain.ChainReceipt;
import dev.postern.evidence.chain.DecodedKeys;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/**
 * The receipts of a file, one a line, with their signatures verified on all processors. What makes a chain of them comes
 * after, in order.
 */
final class SignedReceipts {

    /** Lines verified together; all that is in memory of a file. */
    private static final int BATCH = 4096;

    private static final JsonLimits LIMITS = JsonLimits.STRICT;

    private final BufferedReader lines;
    private final Set<PublicKey> trusted;
    private final ForkJoinPool processors;
    private final DecodedKeys keys = new DecodedKeys();

    /** Receipts that one of {@code trusted} must have signed, or anyone when it is empty. */
    SignedReceipts(BufferedReader lines, Set<PublicKey> trusted, ForkJoinPool processors) {
        this.lines = lines;
        this.trusted = trusted;
        this.processors = processors;
    }

    /** A line of the file. */
    sealed interface Line {

        record Genuine(ChainReceipt receipt) implements Line {}

        record Refused(EvidenceFault fault, String message) implements Line {}
    }

    /** The next lines in their order; empty at the end. */
    List<Line> next() throws IOException {
        List<String> batch = new ArrayList<>(BATCH);
        String line;
        while (batch.size() < BATCH && (line = line()) != null) {
            batch.add(line);
        }
        return processors
                .submit(() -> batch.parallelStream().map(this::verified).toList())
                .join();
    }

    /** A line, or null at the end. One that is too long comes back cut off, and is then malformed. */
    private @Nullable String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int c = lines.read();
        if (c < 0) {
            return null;
        }
        for (; c >= 0 && c != '\n'; c = lines.read()) {
            if (line.length() <= LIMITS.maxBytes()) {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private Line verified(String line) {
        JsonResult result = JsonParser.parse(line, LIMITS);
        if (result instanceof JsonResult.Malformed malformed) {
            return new Line.Refused(EvidenceFault.MALFORMED, malformed.error().toString());
        }
        ChainReceipt.Reading reading = ChainReceipt.read(((JsonResult.Parsed) result).value());
        return reading instanceof ChainReceipt.Reading.Read read
                ? verified(read.receipt())
                : new Line.Refused(EvidenceFault.MALFORMED, ((ChainReceipt.Reading.Refused) reading).message());
    }

    private Line verified(ChainReceipt receipt) {
        Set<PublicKey> signers = receipt.signers(keys);
        if (signers.isEmpty()) {
            return new Line.Refused(EvidenceFault.SIGNATURE_INVALID, "no signature, or one that does not hold");
        }
        return trusted.isEmpty() || signers.stream().anyMatch(trusted::contains)
                ? new Line.Genuine(receipt)
                : new Line.Refused(EvidenceFault.KEY_UNKNOWN, "signed by none of the keys that --signer names");
    }
}
