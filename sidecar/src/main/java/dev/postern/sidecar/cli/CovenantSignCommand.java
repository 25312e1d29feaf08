package dev.postern.sidecar.cli;

import dev.postern.covenant.Covenant;
import dev.postern.covenant.CovenantDraft;
import dev.postern.covenant.CovenantSigner;
import dev.postern.covenant.Delegation;
import dev.postern.crypto.JsonString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
            "",
            "A draft: {\"issuer\":{\"id\":\"ops\"},",
            "          \"beneficiary\":{\"id\":\"agent\",\"publicKey\":\"<64 hex>\",\"role\":\"beneficiary\"},",
            "          \"constraints\":\"permit read on '/data/**'\",\"expiresAt\":\"2030-01-01T00:00:00Z\"}",
            "",
            "@|bold Exit|@  0 signed · 2 no covenant can be made of it"
        })
final class CovenantSignCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Clock clock;
    private final RandomGenerator random;

    @Parameters(paramLabel = "DRAFT", description = "The draft, JSON.")
    private Path draft = Path.of("");

    @Option(names = "--key", required = true, paramLabel = "FILE", description = "The issuer's signing key.")
    private Path key = Path.of("");

    @Option(names = "--constraints", paramLabel = "FILE", description = "CCL that becomes the draft's constraints.")
    private @Nullable Path constraints;

    @Option(names = "--parent", paramLabel = "FILE", description = "The covenant this one is delegated from.")
    private @Nullable Path parent;

    CovenantSignCommand(Terminal terminal, Clock clock, RandomGenerator random) {
        this.terminal = terminal;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Integer call() throws IOException {
        CovenantDraft unsigned = new CovenantDraft(CovenantFile.draft(draft));
        if (constraints != null) {
            unsigned = unsigned.with("constraints", new JsonString(Files.readString(constraints)));
        }
        if (parent != null) {
            unsigned = unsigned.under(CovenantFile.read(parent), Delegation.Relation.DELEGATES);
        }
        Covenant signed =
                CovenantFile.of(draft, CovenantSigner.sign(unsigned, KeyOption.read(key), random, clock.instant()));
        terminal.out().println(signed.print());
        return Exit.OK;
    }
}
