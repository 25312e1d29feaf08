package dev.postern.sidecar.cli.evidence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.ccl.Severity;
import dev.postern.crypto.DamagedException;
import dev.postern.evidence.Leaf;
import dev.postern.evidence.MerkleHasher;
import dev.postern.evidence.Question;
import dev.postern.evidence.TreeHash;
import dev.postern.policy.Reason;
import dev.postern.sidecar.cli.console.Json;
import dev.postern.sidecar.decide.DecisionId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A receipt as a monitor tells of it: what was to be done, what policy said, and whether it went ahead.
 *
 * @param question what was asked; {@code null} when there was none, or it was erased
 * @param severity of the rule that decided; {@code null} when none did, or its bundle is not there
 * @param hash of the leaf
 */
record MonitorEntry(
        long index,
        Leaf.Receipt receipt,
        @Nullable Question question,
        Outcome outcome,
        @Nullable Severity severity,
        TreeHash hash) {

    private static final TreeHash NOTHING = TreeHash.of(new byte[TreeHash.BYTES]);

    /** What became of the action. */
    enum Outcome {
        /** The caller was told to go ahead, because policy permits it or because it only watches. */
        EXECUTED,
        /** The caller was told not to. */
        DENIED,
        /** There was nothing to decide: the request never became a check. */
        IMPOSSIBLE
    }

    static final List<String> COLUMNS = List.of(
            "index",
            "timestamp",
            "decision_id",
            "tenant",
            "principal",
            "action",
            "resource",
            "outcome",
            "permitted",
            "reason",
            "severity",
            "rule",
            "bundle",
            "hash");

    static MonitorEntry of(
            long index, Leaf.Receipt receipt, byte[] text, byte @Nullable [] question, @Nullable Severity severity)
            throws DamagedException {
        Outcome outcome = receipt.question().equals(NOTHING)
                ? Outcome.IMPOSSIBLE
                : receipt.form().decision().equals("ALLOW") ? Outcome.EXECUTED : Outcome.DENIED;
        return new MonitorEntry(
                index,
                receipt,
                question == null ? null : Question.decode(question),
                outcome,
                severity,
                MerkleHasher.leafHash(text));
    }

    Instant time() {
        return Instant.ofEpochMilli(receipt.stamp().wallMillis());
    }

    /** One object, with the names and the nesting of the monitor it is modelled on. */
    ObjectNode json() {
        ObjectNode entry = Json.object().put("index", index).put("timestamp", time().toString());
        entry.put("decision_id", decision());
        entry.put("tenant", question == null ? null : question.tenant());
        entry.put("principal", question == null ? null : question.principal());
        entry.put("action", question == null ? null : question.action());
        entry.put("resource", question == null ? null : question.resource());
        entry.putObject("result")
                .put("permitted", permitted())
                .put("reason", receipt.form().reason())
                .put("severity", severity == null ? null : severity.word());
        entry.put("outcome", outcome.name());
        entry.put("rule", rule());
        entry.put("bundle", receipt.form().bundle());
        return entry.put("hash", hash.hex());
    }

    /** One line of {@link #COLUMNS}, as RFC 4180 writes them. */
    String csv() {
        String[] asked = question == null
                ? new String[] {"", "", "", ""}
                : new String[] {question.tenant(), question.principal(), question.action(), question.resource()};
        Stream<String> before = Stream.of(String.valueOf(index), time().toString(), decision());
        Stream<String> after = Stream.of(
                outcome.name(),
                String.valueOf(permitted()),
                receipt.form().reason(),
                severity == null ? "" : severity.word(),
                rule() == null ? "" : String.valueOf(rule()),
                receipt.form().bundle(),
                hash.hex());
        return Stream.of(before, Arrays.stream(asked), after)
                .flatMap(part -> part)
                .map(MonitorEntry::quoted)
                .collect(Collectors.joining(","));
    }

    private boolean permitted() {
        return receipt.form().reason().equals(Reason.POLICY_PERMIT.code());
    }

    private @Nullable String rule() {
        return receipt.form().rules().isEmpty() ? null : receipt.form().rules().get(0);
    }

    private String decision() {
        return new DecisionId(receipt.stamp().boot(), receipt.lane(), receipt.number()).toString();
    }

    /** A caller chooses what it asks for: a spreadsheet must not take it for a formula. */
    private static String quoted(String field) {
        String safe = !field.isEmpty() && "=+-@\t\r".indexOf(field.charAt(0)) >= 0 ? "'" + field : field;
        return safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? '"' + safe.replace("\"", "\"\"") + '"'
                : safe;
    }
}
