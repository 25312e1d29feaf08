package dev.postern.sidecar.source;

import dev.postern.ccl.Diagnostic;
import dev.postern.ccl.Span;
import dev.postern.covenant.Covenant;
import dev.postern.covenant.CovenantVerifier;
import dev.postern.covenant.SignedBundle;
import dev.postern.covenant.Verification;
import dev.postern.policy.Compilation;
import dev.postern.policy.Endorsement;
import dev.postern.policy.SourceFile;
import dev.postern.sidecar.identity.IssuerKeys;
import dev.postern.sidecar.source.SigningConfig.Unsigned;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compiles bundles that may be signed: one that is must be valid, by somebody who is trusted, and no older than one taken
 * before; whether one that is not is taken at all is configured. Used by one thread at a time; touches the state directory.
 */
public final class SigningCompiler implements Function<List<SourceFile>, Compilation> {

    private static final Logger LOG = LoggerFactory.getLogger(SigningCompiler.class);
    private static final String STATE = "bundle.signed";

    private final SigningConfig config;
    private final NewestSigned newest;
    private final InstantSource clock;
    private final Function<List<SourceFile>, Compilation> compiler;

    /**
     * A compiler of what another compiles.
     *
     * @param config whose keys are read for each bundle, so that they may change
     * @param state directory in which the newest signed bundle is remembered
     */
    public SigningCompiler(
            SigningConfig config, Path state, InstantSource clock, Function<List<SourceFile>, Compilation> compiler) {
        this.config = config;
        this.newest = new NewestSigned(state.resolve(STATE));
        this.clock = clock;
        this.compiler = compiler;
    }

    @Override
    public Compilation apply(List<SourceFile> files) {
        SignedBundle.Reading reading = SignedBundle.read(files);
        if (reading instanceof SignedBundle.Reading.Refused refused) {
            return new Compilation.Refused(refused.diagnostics());
        }
        if (reading instanceof SignedBundle.Reading.Signed signed) {
            return signed(signed);
        }
        return config.unsigned() == Unsigned.ALLOW
                ? compiler.apply(files)
                : refused("not there, expected the covenant of a trusted signer: unsigned bundles are forbidden");
    }

    private Compilation signed(SignedBundle.Reading.Signed signed) {
        Covenant covenant = signed.covenant();
        Endorsement endorsement = SignedBundle.endorsement(covenant);
        String problem = endorsement == null ? "a time in it is none" : problem(covenant, endorsement);
        if (endorsement == null || problem != null) {
            return refused(problem);
        }
        Compilation compilation = compiler.apply(signed.files());
        if (!(compilation instanceof Compilation.Compiled compiled)) {
            return compilation;
        }
        try {
            newest.take(endorsement);
        } catch (IOException e) {
            return refused("it cannot be remembered, and so not be taken: " + e);
        }
        LOG.info(
                "the bundle is signed by '{}', key {}, covenant {}",
                endorsement.signer(),
                endorsement.key(),
                endorsement.covenant());
        return new Compilation.Compiled(compiled.program().endorsed(endorsement), compiled.warnings());
    }

    private @Nullable String problem(Covenant covenant, Endorsement endorsement) {
        List<Verification.Finding> failed =
                CovenantVerifier.verify(covenant, clock.millis()).failed();
        if (!failed.isEmpty()) {
            return failed.get(0).name() + ": " + failed.get(0).problem();
        }
        try {
            return isTrusted(endorsement)
                    ? newest.refusal(endorsement)
                    : "signed by key " + endorsement.key() + ", expected one of bundle.signers";
        } catch (IOException e) {
            return "whether it may be taken cannot be known: " + e.getMessage();
        }
    }

    private boolean isTrusted(Endorsement endorsement) throws IOException {
        for (String signer : config.signers()) {
            if (IssuerKeys.key(signer, "bundle.signers").hex().equals(endorsement.key())) {
                return true;
            }
        }
        return config.signers().isEmpty();
    }

    private static Compilation refused(@Nullable String problem) {
        return new Compilation.Refused(
                List.of(Diagnostic.error(SignedBundle.FILE_NAME, Span.START, String.valueOf(problem))));
    }
}
