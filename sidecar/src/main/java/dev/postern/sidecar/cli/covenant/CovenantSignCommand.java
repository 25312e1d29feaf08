package dev.postern.sidecar.cli.covenant;

import dev.postern.covenant.Covenant;
import dev.postern.covenant.CovenantDraft;
import dev.postern.covenant.CovenantResult;
import dev.postern.covenant.CovenantSigner;
import dev.postern.covenant.Delegation;
import dev.postern.covenant.SignedBundle;
import dev.postern.crypto.JsonString;
import dev.postern.crypto.SigningKey;
import dev.postern.sidecar.cli.console.Exit;
import dev.postern.sidecar.cli.console.Terminal;
import dev.postern.sidecar.keys.KeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code postern covenant sign}. */
@Command(
        name = "sign",
        description = "Sign a draft: what it lacks (version, the issuer's key, nonce, time, id, signature) is added.",
        footer = {
            "",
            "@|bold Examples|@",
            "  postern covenant sign draft.json --key issuer.pem > covenant.json",
            "  postern covenant sign draft.json --constraints policy.ccl --key issuer.pem",
            "  postern covenant sign draft.json --parent root.json --key beneficiary.pem",
            "  postern covenant sign --bundle policies/ --issuer ops --key issuer.pem   signs every file of a bundle",
            "",
            "A draft: {\"issuer\":{\"id\":\"ops\"},",
            "          \"beneficiary\":{\"id\":\"agent\",\"publicKey\":\"<64 hex>\",\"role\":\"beneficiary\"},",
            "          \"constraints\":\"permit read on '/data/**'\",\"expiresAt\":\"2030-01-01T00:00:00Z\"}",
            "",
            "@|bold Exit|@  0 signed · 2 no covenant can be made of it"
        })
final class CovenantSignCommand implements Callable<Integer> {

    private static final String FILES_RULE = "# what is permitted is in the files of the bundle\n";

    private final Terminal terminal;
    private final Clock clock;
    private final RandomGenerator random;

    @Parameters(paramLabel = "DRAFT", arity = "0..1", description = "The draft, JSON; may be left out with --bundle.")
    private @Nullable Path draft;

    @Option(names = "--key", required = true, paramLabel = "FILE", description = "The issuer's signing key.")
    private Path key = Path.of("");

    @Option(names = "--constraints", paramLabel = "FILE", description = "CCL that becomes the draft's constraints.")
    private @Nullable Path constraints;

    @Option(names = "--parent", paramLabel = "FILE", description = "The covenant this one is delegated from.")
    private @Nullable Path parent;

    @Option(
            names = "--bundle",
            paramLabel = "DIR",
            description = "A bundle; the covenant signs all of it and is written there, bundle.covenant.json.")
    private @Nullable Path bundle;

    @Option(names = "--issuer", description = "The issuer's name, where there is no draft.")
    private String issuer = "";

    @Option(names = "--expires", paramLabel = "TIME", description = "When the covenant ends.")
    private @Nullable Instant expires;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    CovenantSignCommand(Terminal terminal, Clock clock, RandomGenerator random) {
        this.terminal = terminal;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Integer call() throws IOException {
        SigningKey signing = KeyFile.read(key);
        CovenantDraft unsigned = draft(signing);
        if (constraints != null) {
            unsigned = unsigned.with("constraints", new JsonString(Files.readString(constraints)));
        }
        if (parent != null) {
            unsigned = unsigned.under(CovenantFile.read(parent), Delegation.Relation.DELEGATES);
        }
        if (expires != null) {
            unsigned = unsigned.expiring(expires.toString());
        }
        if (bundle != null) {
            unsigned = SignedBundle.draft(unsigned, CovenantFile.bundle(bundle));
        }
        CovenantResult result = CovenantSigner.sign(unsigned, signing, random, clock.instant());
        Covenant signed = CovenantFile.of(draft == null ? key : draft, result);
        if (bundle == null) {
            terminal.out().println(signed.print());
        } else {
            Files.writeString(bundle.resolve(SignedBundle.FILE_NAME), signed.print() + "\n");
            terminal.out().println(signed.id());
        }
        return Exit.OK;
    }

    /** The draft there is, or one that grants nothing by itself: what is permitted is in the files that it signs. */
    private CovenantDraft draft(SigningKey signing) throws IOException {
        if (draft != null) {
            return new CovenantDraft(CovenantFile.draft(draft));
        }
        if (bundle == null || issuer.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "no draft, expected one, or --bundle and --issuer");
        }
        return CovenantDraft.of(issuer, issuer, signing.publicKey(), FILES_RULE);
    }
}
