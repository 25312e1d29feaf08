package dev.postern.sidecar.cli.egress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.crypto.SigningKey;
import dev.postern.egress.Direction;
import dev.postern.egress.label.Labels;
import dev.postern.policy.Attributes;
import dev.postern.policy.Compilation;
import dev.postern.policy.Credential;
import dev.postern.policy.LimitCounters;
import dev.postern.policy.Principal;
import dev.postern.policy.Program;
import dev.postern.policy.SourceFile;
import dev.postern.sidecar.cli.Run;
import dev.postern.sidecar.cli.Walkthrough;
import dev.postern.sidecar.decide.ActiveProgram;
import dev.postern.sidecar.decide.Caller;
import dev.postern.sidecar.decide.DecisionObserver;
import dev.postern.sidecar.decide.DecisionPipeline;
import dev.postern.sidecar.decide.Door;
import dev.postern.sidecar.decide.Lanes;
import dev.postern.sidecar.egress.Asked;
import dev.postern.sidecar.egress.EgressGates;
import dev.postern.sidecar.egress.EgressOutcome;
import dev.postern.sidecar.egress.EgressQuestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what docs/egress.md does, top to bottom, and compares what it shows. */
final class EgressDocumentTest {

    private static final Pattern RULES = Pattern.compile("(?s)```\n(permit egress.*?)```");
    private static final SigningKey KEY = SigningKey.ofSeed(new byte[32]);

    @TempDir
    private Path directory;

    @Test
    void everyStepDoesWhatTheDocumentShows() throws Exception {
        write();
        assertThat(document().walk()).isGreaterThan(8);
    }

    @Test
    void itsRulesCompile() throws IOException {
        Matcher rules = RULES.matcher(document().text());
        assertThat(rules.find()).isTrue();
        assertThat(Program.compile(List.of(new SourceFile("doc.ccl", rules.group(1)))))
                .isInstanceOf(Compilation.Compiled.class);
    }

    /** A certificate about a letter, as a gate with a rule for all of example.com gives it. */
    private void write() throws IOException {
        ActiveProgram active = new ActiveProgram();
        active.set(((Compilation.Compiled)
                        Program.compile(List.of(new SourceFile("p.ccl", "permit egress.connect on /*.example.com/**"))))
                .program());
        DecisionPipeline pipeline =
                new DecisionPipeline(active, new LimitCounters(10), new Lanes(0), DecisionObserver.NONE);
        byte[] letter = "Dear ada@lovelace.org,\n".getBytes(UTF_8);
        List<EgressOutcome> outcomes = new ArrayList<>();
        EgressQuestion question = new EgressQuestion(
                "default",
                Principal.of("bob"),
                List.of("https://api.example.com/"),
                Labels.NONE,
                "",
                Direction.REQUEST,
                Map.of(),
                Attributes.NONE,
                Credential.NONE,
                true,
                Run.CLOCK.millis());
        EgressGates.of(pipeline, active, Runnable::run, KEY)
                .check(question, letter, new Asked(Door.EGRESS, 0, Caller.PATIENT, true), outcomes::add);
        Files.write(directory.resolve("letter.txt"), letter);
        Files.writeString(directory.resolve("gate.pub"), KEY.publicKey().hex() + "\n");
        Files.write(
                directory.resolve("certificate.json"),
                outcomes.get(0).strictest().certificate().toByteArray());
    }

    private Walkthrough document() {
        return new Walkthrough("egress.md", directory);
    }
}
