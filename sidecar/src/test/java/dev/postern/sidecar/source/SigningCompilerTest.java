package dev.postern.sidecar.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.postern.covenant.CovenantDraft;
import dev.postern.covenant.CovenantResult;
import dev.postern.covenant.CovenantSigner;
import dev.postern.covenant.SignedBundle;
import dev.postern.crypto.SigningKey;
import dev.postern.policy.Attributes;
import dev.postern.policy.Check;
import dev.postern.policy.Compilation;
import dev.postern.policy.LimitCounters;
import dev.postern.policy.Principal;
import dev.postern.policy.Program;
import dev.postern.policy.SourceFile;
import dev.postern.sidecar.decide.ActiveProgram;
import dev.postern.sidecar.decide.DecisionObserver;
import dev.postern.sidecar.decide.DecisionPipeline;
import dev.postern.sidecar.decide.Door;
import dev.postern.sidecar.decide.Lanes;
import dev.postern.sidecar.source.SigningConfig.Unsigned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningCompilerTest {

    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final SigningKey OPS = key(1);
    private static final SigningKey STRANGER = key(2);
    private static final SourceFile READ = new SourceFile("a.ccl", "permit read on '/docs/**'\n");
    private static final SourceFile SETTINGS = new SourceFile("bundle.yaml", "time_zone: UTC\n");

    @TempDir
    private Path state = Path.of("");

    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void unsignedBundlesAreTakenUnlessTheyAreForbidden() {
        assertThat(program(compiler(Unsigned.ALLOW).apply(List.of(READ))).endorsement())
                .isNull();
        assertRefused(compiler(Unsigned.FORBID).apply(List.of(READ)), "unsigned bundles are forbidden");
        assertThatIllegalArgumentException().isThrownBy(() -> new SigningConfig(List.of(), Unsigned.FORBID));
    }

    @Test
    void aSignedBundleSaysWhoAnswersForItAndItsConstraintsArePolicy() {
        Program program = program(compiler(Unsigned.FORBID).apply(signed(OPS, NOW, READ, SETTINGS)));
        assertThat(Objects.requireNonNull(program.endorsement()).signer()).isEqualTo("ops");
        assertThat(program.ruleCount()).isEqualTo(2);
        assertThat(decide(program, "write", NOW)).isEqualTo("policy.permit");
        assertThat(decide(program, "read", NOW)).isEqualTo("policy.permit");
    }

    @Test
    void whoSignedABundleIsPartOfItsDigest() {
        SigningConfig anybody = SigningConfig.DEFAULTS;
        String ops =
                program(compiler(anybody, NOW).apply(signed(OPS, NOW, READ))).digest();
        String stranger = program(compiler(anybody, NOW).apply(signed(STRANGER, NOW.plusSeconds(1), READ)))
                .digest();
        assertThat(ops).isNotEqualTo(stranger);
    }

    @Test
    void everyFileMustBeTheOneThatWasSigned() {
        List<SourceFile> good = signed(OPS, NOW, READ, SETTINGS);
        List<SourceFile> changed = new ArrayList<>(good);
        changed.set(changed.indexOf(READ), new SourceFile("a.ccl", "permit read on '/**'\n"));
        assertRefused(compiler(Unsigned.FORBID).apply(changed), "a.ccl:1:1: error: not the file");
        List<SourceFile> added = new ArrayList<>(good);
        added.add(new SourceFile("b.ccl", "permit ** on '/**'\n"));
        assertRefused(compiler(Unsigned.FORBID).apply(added), "b.ccl:1:1: error: a file that");
        List<SourceFile> removed = new ArrayList<>(good);
        removed.remove(SETTINGS);
        assertRefused(compiler(Unsigned.FORBID).apply(removed), "'bundle.yaml' is signed and not there");
        List<SourceFile> smuggled = signed(OPS, NOW, READ, new SourceFile(SignedBundle.CONSTRAINTS_NAME, "\n"));
        assertRefused(compiler(Unsigned.FORBID).apply(smuggled), "a file that");
        assertThat(Files.exists(state.resolve("bundle.signed"))).isFalse();
    }

    @Test
    void aStrangersSignatureAndAChangedCovenantAreRefused() {
        assertRefused(compiler(Unsigned.ALLOW).apply(signed(STRANGER, NOW, READ)), "expected one of bundle.signers");
        List<SourceFile> forged = new ArrayList<>();
        for (SourceFile file : signed(OPS, NOW, READ)) {
            forged.add(new SourceFile(file.path(), file.text().replace("permit write", "permit ** ")));
        }
        assertRefused(compiler(Unsigned.ALLOW).apply(forged), "id_match");
        assertRefused(
                compiler(Unsigned.ALLOW).apply(List.of(READ, new SourceFile(SignedBundle.FILE_NAME, "{"))),
                SignedBundle.FILE_NAME);
    }

    @Test
    void anOlderSignedBundleIsRefusedAlsoByTheNextProcess() throws IOException {
        List<SourceFile> older = signed(OPS, NOW, READ);
        List<SourceFile> newer = signed(OPS, NOW.plusMillis(1), READ, SETTINGS);
        List<SourceFile> twin = signed(OPS, NOW.plusMillis(1), READ);
        program(compiler(Unsigned.FORBID).apply(older));
        program(compiler(Unsigned.FORBID).apply(newer));
        program(compiler(Unsigned.FORBID).apply(newer));
        assertRefused(compiler(Unsigned.FORBID).apply(older), "expected a newer one");
        assertRefused(compiler(Unsigned.FORBID).apply(twin), "expected a newer one");

        Files.writeString(state.resolve("bundle.signed"), "lost");
        assertRefused(compiler(Unsigned.FORBID).apply(newer), "whether it may be taken cannot be known");
    }

    @Test
    void aBundleWhoseCovenantHasEndedIsNotTakenAndNoLongerAnswers() {
        Instant end = NOW.plusSeconds(60);
        List<SourceFile> files = sealed(OPS, NOW, draft(OPS).expiring(end.toString()), READ);
        SigningConfig config = new SigningConfig(List.of(OPS.publicKey().hex()), Unsigned.FORBID);
        assertRefused(compiler(config, end).apply(files), "not_expired");
        Program program = program(compiler(config, NOW).apply(files));
        assertThat(decide(program, "read", end.minusMillis(1))).isEqualTo("policy.permit");
        assertThat(decide(program, "read", end)).isEqualTo("covenant.invalid");
    }

    private SigningCompiler compiler(Unsigned unsigned) {
        return compiler(new SigningConfig(List.of(OPS.publicKey().hex()), unsigned), NOW.plusSeconds(1));
    }

    private SigningCompiler compiler(SigningConfig config, Instant now) {
        return new SigningCompiler(config, state, InstantSource.fixed(now), Program::compile);
    }

    private List<SourceFile> signed(SigningKey key, Instant at, SourceFile... files) {
        return sealed(key, at, draft(key), files);
    }

    private List<SourceFile> sealed(SigningKey key, Instant at, CovenantDraft draft, SourceFile... files) {
        List<SourceFile> all = new ArrayList<>(List.of(files));
        CovenantResult result = CovenantSigner.sign(SignedBundle.draft(draft, all), key, random, at);
        if (!(result instanceof CovenantResult.Read read)) {
            throw new AssertionError(result);
        }
        all.add(new SourceFile(SignedBundle.FILE_NAME, read.covenant().print()));
        return all;
    }

    private static CovenantDraft draft(SigningKey key) {
        return CovenantDraft.of("ops", "ops", key.publicKey(), "permit write on '/docs/**'\n");
    }

    private static Program program(Compilation compilation) {
        if (compilation instanceof Compilation.Compiled compiled) {
            return compiled.program();
        }
        throw new AssertionError(compilation);
    }

    private static void assertRefused(Compilation compilation, String why) {
        assertThat(compilation).isInstanceOf(Compilation.Refused.class);
        assertThat(((Compilation.Refused) compilation).diagnostics().toString()).contains(why);
    }

    private static String decide(Program program, String action, Instant at) {
        ActiveProgram active = new ActiveProgram();
        active.set(program);
        List<String> reasons = new ArrayList<>();
        new DecisionPipeline(active, new LimitCounters(1), new Lanes(0), DecisionObserver.NONE)
                .decide(
                        new Check(
                                "default",
                                Principal.NOBODY,
                                action,
                                "/docs/1",
                                Map.of(),
                                Attributes.NONE,
                                at.toEpochMilli()),
                        Door.DECIDE,
                        0,
                        decision -> reasons.add(decision.template().reason().code()));
        return String.join(",", reasons);
    }

    private static SigningKey key(int fill) {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        Arrays.fill(seed, (byte) fill);
        return SigningKey.ofSeed(seed);
    }
}
