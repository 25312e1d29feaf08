package dev.postern.sidecar.cli.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.evidence.CheckpointTrust;
import dev.postern.evidence.EvidenceFault;
import dev.postern.evidence.Verification;

/**
 * What an evidence command found: shown or not, and the fields that say of what. Printed one way by all of them.
 *
 * @param fields what is known, in the order it is printed
 */
public record Finding(Verification verification, ObjectNode fields) {

    /** What came of verifying, with no more fields than that. */
    public static Finding of(Verification verification) {
        return new Finding(verification, Json.object());
    }

    /** Signatures that are not enough for the policy. */
    public static Finding untrusted(CheckpointTrust.Untrusted untrusted) {
        return of(Verification.refuted(untrusted.fault(), untrusted.detail()));
    }

    /** Something that is not what it was taken for. */
    public static Finding malformed(String detail) {
        return of(Verification.refuted(EvidenceFault.MALFORMED, detail));
    }

    /** Something that does not agree with itself. */
    public static Finding damaged(String detail) {
        return of(Verification.refuted(EvidenceFault.DAMAGED, detail));
    }

    /** Adds a field; returns this. */
    public Finding with(String name, String value) {
        fields.put(name, value);
        return this;
    }

    /** Adds a field; returns this. */
    public Finding with(String name, long value) {
        fields.put(name, value);
        return this;
    }

    /** Prints it as one JSON object or in lines; gives the exit code. */
    public int print(Terminal terminal, boolean json) {
        if (json) {
            printJson(terminal);
        } else {
            printLines(terminal);
        }
        return verification instanceof Verification.Refuted refuted
                ? refuted.fault().number()
                : Exit.OK;
    }

    private void printJson(Terminal terminal) {
        ObjectNode report = Json.object().put("verified", verification.isVerified());
        if (verification instanceof Verification.Refuted refuted) {
            report.put("reason", refuted.fault().code()).put("detail", refuted.detail());
        } else {
            report.putNull("reason").putNull("detail");
        }
        report.setAll(fields);
        terminal.out().println(Json.line(report));
    }

    private void printLines(Terminal terminal) {
        if (verification instanceof Verification.Refuted refuted) {
            terminal.out()
                    .println(terminal.colour("red", "not shown") + "  "
                            + refuted.fault().code());
            terminal.out().println("  " + refuted.detail());
        } else {
            terminal.out().println(terminal.colour("green", "verified"));
        }
        fields.properties()
                .forEach(field -> terminal.out()
                        .println("  " + field.getKey() + ": "
                                + (field.getValue().isValueNode()
                                        ? field.getValue().asText()
                                        : field.getValue())));
    }
}
