package dev.postern.sidecar.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import dev.postern.ccl.FieldPath;
import dev.postern.ccl.Severity;
import dev.postern.policy.Attributes;
import dev.postern.policy.Check;
import dev.postern.policy.DenyResponse;
import dev.postern.policy.EvidenceMode;
import dev.postern.policy.Mode;
import dev.postern.policy.Outcome;
import dev.postern.policy.Principal;
import dev.postern.policy.Reason;
import dev.postern.policy.RuleRef;
import dev.postern.policy.Template;
import dev.postern.policy.Value;
import dev.postern.sidecar.decide.CacheLabel;
import dev.postern.sidecar.decide.Decision;
import dev.postern.sidecar.decide.DecisionId;
import dev.postern.sidecar.decide.ReceiptState;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption.HeaderAppendAction;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse.HttpResponseCase;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@SuppressWarnings("deprecation") // Some clients read nothing but the deprecated append.
class AnswerEncoderTest {

    private static final DecisionId ID = new DecisionId(0x0123456789abcdefL, 3, 42);
    private static final String ID_TEXT = "0123456789abcdef-3-42";
    private static final RuleRef RULE = new RuleRef("base.ccl", 7, "permit http.get on /a");

    private static Template template(Outcome outcome, Reason reason, DenyResponse response, Mode mode) {
        return new Template(
                outcome,
                reason,
                RULE,
                List.of(),
                Severity.HIGH,
                response,
                "00112233aabbccdd",
                mode,
                EvidenceMode.ASYNC);
    }

    private static Template allow() {
        return template(Outcome.ALLOW, Reason.POLICY_PERMIT, DenyResponse.FORBIDDEN, Mode.ENFORCE);
    }

    private static Template deny(DenyResponse response) {
        return template(Outcome.DENY, Reason.POLICY_DENY, response, Mode.ENFORCE);
    }

    private static CheckResponse answer(Template template) {
        return answer(EnvoyConfig.Upstream.DEFAULTS, template, Principal.NOBODY);
    }

    private static CheckResponse answer(EnvoyConfig.Upstream upstream, Template template, Principal principal) {
        Check check = new Check("default", principal, "http.get", "/a", Map.of(), Attributes.NONE, 0);
        return decode(new AnswerEncoder(upstream).encode(new Decision(template, CacheLabel.NONE, "digest", ID), check));
    }

    private static CheckResponse decode(byte[] answer) {
        try {
            return CheckResponse.parseFrom(answer);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(Struct metadata, String name) {
        return metadata.getFieldsOrThrow(name).getStringValue();
    }

    @Test
    void allowsWithAnExplicitStatusAndNothingToChange() {
        CheckResponse answer = answer(allow());

        assertThat(answer.hasStatus()).isTrue();
        assertThat(answer.getStatus().getCode()).isZero();
        assertThat(answer.hasOkResponse()).isTrue();
        assertThat(answer.getOkResponse().getHeadersCount()).isZero();
        assertThat(answer.getOkResponse().getHeadersToRemoveCount()).isZero();
        assertThat(answer).isNotEqualTo(CheckResponse.getDefaultInstance());
    }

    @Test
    void tellsEnvoysLogsWhoDecided() {
        Struct metadata = answer(deny(DenyResponse.FORBIDDEN)).getDynamicMetadata();

        assertThat(text(metadata, "decision_id")).isEqualTo(ID_TEXT);
        assertThat(text(metadata, "outcome")).isEqualTo("deny");
        assertThat(text(metadata, "reason")).isEqualTo("policy.deny");
        assertThat(text(metadata, "rule")).isEqualTo("base.ccl:7");
        assertThat(text(metadata, "decision_class")).isEqualTo("00112233aabbccdd");
        assertThat(metadata.containsFields("shadow")).isFalse();
    }

    @Test
    void tellsHowACacheTookPart() {
        AnswerEncoder encoder = new AnswerEncoder(EnvoyConfig.Upstream.DEFAULTS);
        Template template = allow();
        for (CacheLabel label : CacheLabel.values()) {
            for (long age : new long[] {0, 7}) {
                Struct metadata = decode(encoder.encode(
                                new Decision(template, label, age, "digest", ID, ReceiptState.TAKEN), null))
                        .getDynamicMetadata();
                assertThat(text(metadata, "cache")).isEqualTo(label.word());
                assertThat(metadata.containsFields("cache_age_millis")).isEqualTo(age > 0);
                assertThat(text(metadata, "decision_id")).isEqualTo(ID_TEXT);
                assertThat(text(metadata, "outcome")).isEqualTo("allow");
            }
        }
    }

    @Test
    void deniesWithNothingButAnId() {
        CheckResponse answer = answer(deny(DenyResponse.FORBIDDEN));

        assertThat(answer.getStatus().getCode()).isEqualTo(7);
        assertThat(answer.getDeniedResponse().getStatus().getCodeValue()).isEqualTo(403);
        assertThat(answer.getDeniedResponse().getBody()).isEmpty();
        assertThat(answer.getDeniedResponse().getHeadersList()).singleElement().satisfies(header -> {
            assertThat(header.getHeader().getKey()).isEqualTo("x-postern-decision-id");
            assertThat(header.getHeader().getValue()).isEqualTo(ID_TEXT);
            assertThat(replaces(header)).isTrue();
        });
    }

    @Test
    void deniesAsTheBundleSays() {
        DenyResponse response = new DenyResponse(
                302,
                List.of(
                        new DenyResponse.Header("set-cookie", "a=1"),
                        new DenyResponse.Header("x-why", "closed"),
                        new DenyResponse.Header("set-cookie", "b=2")),
                "bye",
                "https://login.example/");
        CheckResponse answer = answer(deny(response));

        assertThat(answer.getDeniedResponse().getStatus().getCodeValue()).isEqualTo(302);
        assertThat(answer.getDeniedResponse().getBody()).isEqualTo("bye");
        assertThat(answer.getDeniedResponse().getHeadersList())
                .extracting(header ->
                        header.getHeader().getKey() + "=" + header.getHeader().getValue())
                .containsExactly(
                        "location=https://login.example/",
                        "set-cookie=a=1",
                        "x-why=closed",
                        "set-cookie=b=2",
                        "x-postern-decision-id=" + ID_TEXT);
        assertThat(answer.getDeniedResponse().getHeadersList())
                .allMatch(header -> header.hasAppend() && !header.getAppend().getValue());
        assertThat(answer.getDeniedResponse().getHeaders(3).getAppendAction())
                .as("the second cookie does not replace the first")
                .isEqualTo(HeaderAppendAction.APPEND_IF_EXISTS_OR_ADD);
    }

    @ParameterizedTest
    @CsvSource({"401, 16", "403, 7", "404, 7", "429, 8", "400, 3", "413, 3", "302, 7", "503, 7"})
    void tellsTheCodeThatGoesWithTheStatus(int http, int code) {
        CheckResponse answer = answer(deny(new DenyResponse(http, List.of(), "", null)));

        assertThat(answer.getStatus().getCode()).isEqualTo(code);
        assertThat(answer.getDeniedResponse().getStatus().getCodeValue()).isEqualTo(http);
    }

    @ParameterizedTest
    @CsvSource({
        "INPUT_MALFORMED, 400",
        "INPUT_TOO_LARGE, 413",
        "INPUT_AMBIGUOUS_PATH, 400",
        "INPUT_BODY, 400",
        "INPUT_UNTRUSTED, 403",
        "TENANT_UNKNOWN, 403",
        "LIMIT_EXCEEDED, 429",
        "NOT_READY, 503",
        "SHED, 503",
        "DEADLINE, 504",
        "INTERNAL, 500",
        "POLICY_DEFAULT, 403"
    })
    void refusesWithAStatusThatFitsTheReason(Reason reason, int http) {
        CheckResponse answer = answer(Template.refusal(reason));

        assertThat(answer.getDeniedResponse().getStatus().getCodeValue()).isEqualTo(http);
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void neverPutsADenialSoThatAClientLetsItPass(Reason reason) {
        CheckResponse answer = answer(Template.refusal(reason));

        assertThat(answer.getStatus().getCode()).isNotZero();
        assertThat(answer.getHttpResponseCase()).isEqualTo(HttpResponseCase.DENIED_RESPONSE);
        assertThat(answer.getDeniedResponse().getStatus().getCodeValue()).isBetween(400, 599);
        assertThat(answer.getUnknownFields().asMap()).isEmpty();
    }

    @Test
    void letsShadowedDenialsPassAndSaysSo() {
        CheckResponse answer = answer(template(Outcome.DENY, Reason.POLICY_DENY, DenyResponse.FORBIDDEN, Mode.SHADOW));

        assertThat(answer.getStatus().getCode()).isZero();
        assertThat(answer.hasOkResponse()).isTrue();
        assertThat(text(answer.getDynamicMetadata(), "outcome")).isEqualTo("deny");
        assertThat(answer.getDynamicMetadata().getFieldsOrThrow("shadow").getBoolValue())
                .isTrue();
    }

    @Test
    void replacesOrRemovesIdentityHeadersButNeverBoth() {
        EnvoyConfig.Upstream upstream = new EnvoyConfig.Upstream(
                Map.of(
                        "x-user", FieldPath.of("principal.id"),
                        "x-roles", FieldPath.of("principal.roles"),
                        "x-team", FieldPath.of("principal.attributes.team"),
                        "x-level", FieldPath.of("principal.level"),
                        "x-path", FieldPath.of("request.path")),
                Set.of("x-user", "x-internal"));
        Principal alice = new Principal("alice", List.of("a", "b"), Map.of("level", new Value.Int(3)));
        CheckResponse answer = answer(upstream, allow(), alice);

        assertThat(answer.getOkResponse().getHeadersList()).allMatch(AnswerEncoderTest::replaces);
        assertThat(answer.getOkResponse().getHeadersList())
                .extracting(header ->
                        header.getHeader().getKey() + "=" + header.getHeader().getValue())
                .containsExactlyInAnyOrder("x-user=alice", "x-roles=a,b", "x-level=3");
        assertThat(answer.getOkResponse().getHeadersToRemoveList())
                .containsExactlyInAnyOrder("x-internal", "x-team", "x-path");
        assertThat(answer(upstream, allow(), Principal.NOBODY).getOkResponse().getHeadersToRemoveList())
                .contains("x-user", "x-internal");
        assertThat(answer(upstream, deny(DenyResponse.FORBIDDEN), alice)
                        .getOkResponse()
                        .getHeadersCount())
                .isZero();
    }

    @Test
    void sendsNoValueThatAHeaderCannotHold() {
        EnvoyConfig.Upstream upstream = new EnvoyConfig.Upstream(
                Map.of("x-user", FieldPath.of("principal.id"), "x-roles", FieldPath.of("principal.roles")), Set.of());
        for (String id : List.of("a\r\nx-admin: 1", "a\0", "caf\u00e9", "x".repeat(10_000))) {
            CheckResponse answer = answer(upstream, allow(), new Principal(id, List.of("a,admin"), Map.of()));

            assertThat(answer.getOkResponse().getHeadersCount()).isZero();
            assertThat(answer.getOkResponse().getHeadersToRemoveList()).containsExactlyInAnyOrder("x-user", "x-roles");
        }
    }

    @Test
    void remembersATemplateByIdentityAndForgetsItForAnother() {
        AnswerEncoder encoder = new AnswerEncoder(EnvoyConfig.Upstream.DEFAULTS);
        for (int i = 0; i < 5_000; i++) {
            Template template = deny(new DenyResponse(400 + i % 100, List.of(), "", null));
            for (int n = 0; n < 2; n++) {
                CheckResponse answer = decode(encoder.encode(
                        new Decision(template, CacheLabel.NONE, "", new DecisionId(1, 0, 2L * i + n)), null));
                assertThat(answer.getDeniedResponse().getStatus().getCodeValue())
                        .isEqualTo(400 + i % 100);
                assertThat(text(answer.getDynamicMetadata(), "decision_id"))
                        .isEqualTo("0000000000000001-0-" + (2L * i + n));
            }
        }
    }

    private static boolean replaces(HeaderValueOption header) {
        return header.hasAppend()
                && !header.getAppend().getValue()
                && header.getAppendAction() == HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD;
    }
}
