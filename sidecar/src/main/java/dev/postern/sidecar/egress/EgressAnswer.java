package dev.postern.sidecar.egress;

import com.google.protobuf.ByteString;
import dev.postern.egress.Finding;
import dev.postern.egress.Verdict;
import dev.postern.policy.RuleRef;
import dev.postern.sidecar.decide.Decision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer for one destination.
 *
 * @param url as it is to be connected to; empty when it could not be read
 * @param fault what precisely is wrong with the destination; empty for nothing
 * @param addresses that were checked
 * @param verdict what is to be done
 * @param reason stable code of the verdict
 * @param rule that decided, {@code null} where none did
 * @param shadowed what would have been done, where shadow mode kept it from taking effect; else equal to the verdict
 * @param decision as the pipeline made it
 * @param urlFindings what was found in path and query
 * @param certificate empty where none was made
 */
public record EgressAnswer(
        String url,
        String fault,
        List<String> addresses,
        Verdict verdict,
        String reason,
        @Nullable RuleRef rule,
        Verdict shadowed,
        Decision decision,
        List<Finding> urlFindings,
        ByteString certificate) {

    public EgressAnswer {
        addresses = List.copyOf(addresses);
        urlFindings = List.copyOf(urlFindings);
    }
}
