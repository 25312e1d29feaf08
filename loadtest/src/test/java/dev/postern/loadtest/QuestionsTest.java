package dev.postern.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Status;
import dev.postern.v1.DecideResponse;
import dev.postern.v1.Outcome;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import org.junit.jupiter.api.Test;

final class QuestionsTest {

    @Test
    void anExplicitOkIsAPermission() {
        byte[] ok = CheckResponse.newBuilder()
                .setStatus(Status.getDefaultInstance())
                .build()
                .toByteArray();

        assertThat(Questions.ENVOY.permitted()).accepts(ok);
    }

    @Test
    void anEmptyOrDenyingOrBrokenCheckResponseIsNone() {
        byte[] denied = CheckResponse.newBuilder()
                .setStatus(Status.newBuilder().setCode(7))
                .build()
                .toByteArray();

        assertThat(Questions.ENVOY.permitted()).rejects(new byte[0], denied, new byte[] {1, 2, 3});
    }

    @Test
    void onlyAllowIsAPermissionToDecide() {
        byte[] allowed =
                DecideResponse.newBuilder().setDecision(Outcome.ALLOW).build().toByteArray();
        byte[] denied =
                DecideResponse.newBuilder().setDecision(Outcome.DENY).build().toByteArray();

        assertThat(Questions.DECIDE.permitted()).accepts(allowed).rejects(new byte[0], denied);
    }

    @Test
    void theRequestsAreAsLargeAsRealOnes() {
        assertThat(Questions.ENVOY.body().size()).isBetween(300, 900);
        assertThat(Questions.ENVOY_RICH.body().size()).isBetween(900, 2_000);
    }
}
