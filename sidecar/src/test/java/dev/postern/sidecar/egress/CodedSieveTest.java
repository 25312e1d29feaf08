package dev.postern.sidecar.egress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.egress.Incomplete;
import dev.postern.egress.Verdict;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CodedSieveTest {

    private static final String PERMIT = "permit egress.connect on /*.example.com/**\n";
    private static final String PERMIT_UNSEEN =
            PERMIT + "permit egress.send on /** when egress.findings.complete = false";
    private static final byte[] CLEAN = "the council met, and met again".getBytes(UTF_8);
    private static final byte[] MAIL = "write to ada@lovelace.org or grace@hopper.net today".getBytes(UTF_8);
    private static final byte[] REDACTED = "write to [EMAIL_REDACTED] or [EMAIL_REDACTED] today".getBytes(UTF_8);
    private static final byte[] SECRET =
            ("token ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a and more").getBytes(UTF_8);

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "DEFLATE"})
    void aCleanContentLeavesByteForByteAsItCame(ContentCoding coding) {
        byte[] packed = Packed.pack(coding, CLEAN);
        for (int cut = 0; cut <= packed.length; cut++) {
            Left left = send(PERMIT, coding, packed, cut);
            assertThat(left.verdict()).as("cut at %d", cut).isEqualTo(Verdict.ALLOW);
            assertThat(left.out.toByteArray()).isEqualTo(packed);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "DEFLATE"})
    void whatIsRedactedLeavesEncodedInTheSameWay(ContentCoding coding) {
        byte[] packed = Packed.pack(coding, MAIL);
        for (int cut = 0; cut <= packed.length; cut++) {
            Left left = send(PERMIT, coding, packed, cut);
            assertThat(left.verdict()).as("cut at %d", cut).isEqualTo(Verdict.REDACT);
            assertThat(Packed.unpack(coding, left.out.toByteArray())).isEqualTo(REDACTED);
        }
    }

    @Test
    void whatPassedBeforeTheFirstRedactionLeavesToo() {
        byte[] content = ("word ".repeat(20_000) + new String(MAIL, UTF_8) + " word".repeat(20_000)).getBytes(UTF_8);
        byte[] packed = Packed.gzip(content);
        Left left = send(PERMIT, ContentCoding.GZIP, packed, packed.length / 3);
        assertThat(new String(Packed.gunzip(left.out.toByteArray()), UTF_8))
                .isEqualTo("word ".repeat(20_000) + new String(REDACTED, UTF_8) + " word".repeat(20_000));
    }

    @Test
    void aSecretIsBlockedForBeingOne() {
        byte[] packed = Packed.gzip(SECRET);
        for (int cut = 0; cut <= packed.length; cut++) {
            Left left = send(PERMIT, ContentCoding.GZIP, packed, cut);
            assertThat(left.verdict()).as("cut at %d", cut).isEqualTo(Verdict.BLOCK);
            assertThat(left.reason()).isEqualTo("egress.findings");
            assertThat(left.out.size()).isZero();
        }
    }

    @Test
    void theNameOfAFileDoesNotLeaveWithIt() {
        Left left = send(PERMIT, ContentCoding.GZIP, Packed.named("wages of ada", CLEAN), 20);
        assertThat(left.verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(Packed.gunzip(left.out.toByteArray())).isEqualTo(CLEAN);
        assertThat(left.out.toString(UTF_8)).doesNotContain("wages");
    }

    @Test
    void whatCannotBeReadWholeIsBlockedOrLeavesAsItCameWherePolicyLetsIt() {
        byte[] packed = Packed.gzip(CLEAN);
        byte[] cutShort = Arrays.copyOf(packed, packed.length - 1);
        byte[] twice = Arrays.copyOf(packed, packed.length + 1);
        byte[] noise = "\u001f\u008bnoise and more of it".getBytes(UTF_8);
        for (byte[] content : List.of(cutShort, twice, noise)) {
            Left blocked = send(PERMIT, ContentCoding.GZIP, content, 5);
            assertThat(blocked.reason()).isEqualTo("egress.incomplete");
            assertThat(blocked.out.size()).isZero();
            assertThat(blocked.incomplete()).isEqualTo(Incomplete.DECODED);
            assertThat(send(PERMIT_UNSEEN, ContentCoding.GZIP, content, 5).out.toByteArray())
                    .isEqualTo(content);
        }
        assertThat(send(PERMIT, ContentCoding.UNKNOWN, CLEAN, 5).reason()).isEqualTo("egress.incomplete");
        assertThat(send(PERMIT_UNSEEN, ContentCoding.UNKNOWN, CLEAN, 5).out.toByteArray())
                .isEqualTo(CLEAN);
    }

    @Test
    void aBombIsUnpackedNoFurtherThanAContentMayBeLarge() {
        byte[] bomb = Packed.gzip(new byte[256 << 20]);
        Left left = send(PERMIT, ContentCoding.GZIP, bomb, 100);
        assertThat(left.reason()).isEqualTo("egress.incomplete");
        assertThat(left.incomplete()).isEqualTo(Incomplete.SIZE);
        assertThat(left.outcome().bytes()).isLessThan(5 << 20);
        assertThat(send(PERMIT_UNSEEN, ContentCoding.GZIP, bomb, 100).out.toByteArray())
                .isEqualTo(bomb);
    }

    /** What left of a content, and what was said of it. */
    private record Left(ByteArrayOutputStream out, List<EgressOutcome> outcomes) {

        EgressOutcome outcome() {
            assertThat(outcomes).hasSize(1);
            return outcomes.get(0);
        }

        Verdict verdict() {
            return outcome().verdict();
        }

        String reason() {
            assertThat(verdict()).isEqualTo(Verdict.BLOCK);
            return outcome().strictest().reason();
        }

        @Nullable
        Incomplete incomplete() {
            return outcome().incomplete().orElse(null);
        }
    }

    private static Left send(String policy, ContentCoding coding, byte[] content, int cut) {
        Left left = new Left(new ByteArrayOutputStream(), new ArrayList<>());
        EgressGate gate = EgressGates.of(policy);
        EgressStream stream =
                gate.stream(EgressGates.QUESTION, EgressGates.ASKED).orElseThrow();
        stream.open();
        Sieve sieve = gate.sieve(stream, coding);
        left.out.writeBytes(sieve.push(Arrays.copyOfRange(content, 0, cut)));
        left.out.writeBytes(sieve.push(Arrays.copyOfRange(content, cut, content.length)));
        sieve.end(left.out::writeBytes, left.outcomes::add);
        return left;
    }
}
