package dev.postern.sidecar.cli.serve;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.postern.client.AdminClient;
import dev.postern.client.Answer;
import dev.postern.client.AttributeMap;
import dev.postern.client.CheckRequest;
import dev.postern.client.Explained;
import dev.postern.client.PosternClient;
import dev.postern.evidence.Checkpoint;
import dev.postern.evidence.CheckpointTrust;
import dev.postern.evidence.SignedNote;
import dev.postern.evidence.TrustPolicy;
import dev.postern.evidence.VerifierKey;
import dev.postern.sidecar.audit.AuditReport;
import dev.postern.sidecar.cli.ask.Reply;
import dev.postern.sidecar.cli.console.Json;
import dev.postern.sidecar.cli.console.Terminal;
import dev.postern.sidecar.cli.evidence.Audits;
import dev.postern.sidecar.cli.evidence.LogOptions;
import dev.postern.v1.NearestMiss;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** What {@code demo} shows: each stop asks a running sidecar, prints its answer and compares it with what it should be. */
final class Tour {

    private static final List<String> AUTHOR = List.of("author");

    private final Terminal terminal;
    private final boolean json;
    private final Path bundle;
    private final TokenTour tokens;
    private final PosternClient client;
    private final AdminClient admin;
    private boolean asExpected = true;
    private int stop;

    Tour(Terminal terminal, boolean json, Path bundle, TokenTour tokens, PosternClient client, AdminClient admin) {
        this.terminal = terminal;
        this.json = json;
        this.bundle = bundle;
        this.tokens = tokens;
        this.client = client;
        this.admin = admin;
    }

    /** Whether every answer so far was as it should be. */
    boolean asExpected() {
        return asExpected;
    }

    void walk(String address, long startMillis) throws IOException {
        say("a sidecar answers on " + address + " after " + startMillis + " ms, with the example bundle:");
        say(Files.readString(bundle.resolve("docs.ccl")).indent(4).stripTrailing());

        say(heading("a permit"));
        show(bob("file.read", "/docs/plans"), true);

        say(heading("no rule permits: denied, and the nearest miss says what was missing"));
        CheckRequest alice = CheckRequest.of("file.read", "/docs/plans").principal("alice");
        show(alice, false);
        explain(alice);

        say(heading("a more specific deny beats the permit"));
        show(bob("file.read", "/docs/sealed/will"), false);

        say(heading("attributes count, and 1001 is more than 1000"));
        show(write("/docs/plans", 1000), true);
        show(write("/docs/plans", 1001), false);

        say(heading("an obligation comes with the permission"));
        show(write("/docs/contracts/7", 12), true);

        say(heading("a limit: three exports an hour"));
        for (int i = 1; i <= 4; i++) {
            show(bob("file.export", "/docs/plans"), i <= 3);
        }

        say(heading("a batch, one call"));
        batch();

        say(heading("a tenant of its own, whose parent must permit too"));
        show(gina(List.of()), false);
        show(gina(AUTHOR), true);

        say(heading(
                "a token can only take away: bob's is for /docs/plans, and its holder made a child of it for reading"));
        show(write("/docs/plans", 10).token(tokens.issued()), true);
        show(write("/docs/public/welcome", 10).token(tokens.issued()), false);
        show(bob("file.read", "/docs/plans").token(tokens.narrowed()), true);
        show(write("/docs/plans", 10).token(tokens.narrowed()), false);

        say(heading("the holder signs a child that says it may do anything: genuine, and refused"));
        show(bob("file.read", "/docs/plans").token(tokens.widened()), false);

        say(heading("a reload, without a restart: sealed documents are opened"));
        reload();
        show(bob("file.read", "/docs/sealed/will"), true);

        say(heading("a bad bundle never replaces a good one"));
        reloadBad();
        show(bob("file.read", "/docs/sealed/will"), true);
    }

    /** The sidecar has ended: what it left is verified with its public key alone. */
    void verify(Path evidence) throws IOException {
        say(heading("every answer left a receipt: the log, verified offline with the public key of its sidecar"));
        List<VerifierKey> keys = VerifierKey.parseLines(Files.readString(evidence.resolve("log.vkey")));
        SignedNote note = LogOptions.newest(evidence);
        if (keys == null || note == null) {
            asExpected = false;
            say("  there is no key or no checkpoint");
            return;
        }
        Checkpoint checkpoint = Objects.requireNonNull(Checkpoint.parse(note.text()));
        TrustPolicy policy = TrustPolicy.of(keys);
        AuditReport report = Audits.run(terminal, evidence, policy, List.of(checkpoint), loss -> {});
        boolean held = report.verification().isVerified()
                && policy.judge(note) instanceof CheckpointTrust.Trusted
                && checkpoint.size() == report.size()
                && report.counts().missing() == 0;
        asExpected &= held;
        say("  " + (held ? "verified" : "not shown: " + report.verification()) + ": "
                + report.counts().receipts() + " receipts under "
                + report.counts().checkpoints()
                + " checkpoints, " + report.counts().missing() + " missing");
        say(note.encode().indent(4).stripTrailing());
    }

    void end() {
        say("\nthat was the tour. next: postern serve --example, postern --help");
    }

    private void show(CheckRequest check, boolean allowed) {
        Answer answer = client.check(check);
        show(check, answer, allowed);
    }

    private void show(CheckRequest check, Answer answer, boolean allowed) {
        asExpected &= answer.answered() && answer.allowed() == allowed;
        Reply reply = Reply.of(new TextNode(Integer.toString(++stop)), answer);
        if (json) {
            terminal.out().println(Json.line(reply.json()));
            return;
        }
        String who = check.wire().getPrincipal().getId();
        terminal.out()
                .println(who + ": " + check.wire().getAction() + " "
                        + check.wire().getResource());
        reply.print(terminal);
    }

    private void explain(CheckRequest check) {
        Explained explained = client.explain(check);
        NearestMiss miss = explained.nearestMiss();
        asExpected &= miss != null;
        if (miss != null) {
            say("  nearest miss: " + Reply.ref(miss.getRule()) + "  "
                    + miss.getRule().getText());
            miss.getFailedList().forEach(failed -> say("      did not hold: " + failed));
        }
    }

    private void batch() {
        List<CheckRequest> checks = List.of(
                bob("file.read", "/docs/plans"),
                bob("file.delete", "/docs/plans"),
                CheckRequest.of("file.read", "/docs/public/welcome").principal("anybody"));
        List<Answer> answers = client.checkAll(checks);
        for (int i = 0; i < checks.size(); i++) {
            show(checks.get(i), answers.get(i), i != 1);
        }
    }

    private void reload() throws IOException {
        Path docs = bundle.resolve("docs.ccl");
        String rules = Files.readString(docs);
        Files.writeString(docs, rules.replace("deny file.* on '/docs/sealed/**' severity critical\n", ""));
        boolean loaded = admin.reload().getLoaded();
        asExpected &= loaded;
        say(loaded ? "  loaded" : "  refused");
    }

    private void reloadBad() throws IOException {
        Files.writeString(bundle.resolve("docs.ccl"), "permit file.read on\n");
        var response = admin.reload();
        asExpected &= !response.getLoaded();
        say(response.getLoaded() ? "  loaded" : "  refused:");
        response.getBundle().getRefused().getDiagnosticsList().forEach(line -> say("    " + line));
    }

    private void say(String line) {
        if (!json) {
            terminal.out().println(line);
            terminal.out().flush();
        }
    }

    private String heading(String text) {
        return "\n" + terminal.colour("bold", "· " + text);
    }

    private static CheckRequest bob(String action, String resource) {
        return CheckRequest.of(action, resource).principal("bob", AUTHOR, AttributeMap.EMPTY);
    }

    private static CheckRequest write(String resource, long size) {
        return bob("file.write", resource).context(AttributeMap.EMPTY.with("size", size));
    }

    private static CheckRequest gina(List<String> roles) {
        return CheckRequest.of("file.read", "/docs/plans")
                .tenant("acme")
                .principal("gina", roles, AttributeMap.EMPTY.with("team", "acme"));
    }
}
