package dev.postern.sidecar.cli.token;

import dev.postern.capability.Constraints;
import dev.postern.capability.Lifetime;
import dev.postern.capability.Patterns;
import dev.postern.capability.Possession;
import dev.postern.capability.Rights;
import dev.postern.ccl.ActionPattern;
import dev.postern.ccl.ResourcePattern;
import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.Hex;
import dev.postern.sidecar.cli.console.CommandException;
import dev.postern.sidecar.cli.console.TextFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that {@code token issue} and {@code token attenuate} share: what the new link is to say. */
final class GrantOptions {

    private static final int ID_BYTES = 16;

    @Option(names = "--can", required = true, paramLabel = "ACTION", description = "A pattern of actions; repeatable.")
    private List<String> actions = List.of();

    @Option(names = "--on", required = true, paramLabel = "PATH", description = "A pattern of resources; repeatable.")
    private List<String> resources = List.of();

    @Option(
            names = "--constraints",
            paramLabel = "FILE",
            description = "CCL that must permit as well: permit, deny and limit rules.")
    private @Nullable Path constraints;

    @Option(names = "--audience", paramLabel = "NAME", description = "For whom it is meant; repeatable.")
    private List<String> audience = List.of();

    @Option(names = "--life", paramLabel = "TIME", description = "How long it lives, such as 10m; 10m unless given.")
    private String life = "10m";

    @Option(
            names = "--holder",
            paramLabel = "KEY",
            description = "Who may narrow it: a public key, or a file of one; nobody unless given.")
    private @Nullable String holder;

    @Option(names = "--prove", description = "Let each use come with a proof by the holder.")
    private boolean proven;

    @Option(
            names = "--certificate",
            paramLabel = "SHA256",
            description = "Bind it to a TLS key: SHA-256 of its SubjectPublicKeyInfo.")
    private @Nullable String certificate;

    @Option(names = "--id", paramLabel = "ID", description = "Names it where it is revoked; random unless given.")
    private @Nullable String id;

    List<String> actions() {
        return actions;
    }

    List<String> resources() {
        return resources;
    }

    String constraintsText() throws IOException {
        return constraints == null ? "" : TextFile.read(constraints, Constraints.MAX_CHARS);
    }

    List<String> audience(List<String> otherwise) {
        return audience.isEmpty() ? otherwise : audience;
    }

    boolean proven() {
        return proven;
    }

    @Nullable
    String id() {
        return id;
    }

    String id(RandomGenerator random) {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return id != null ? id : Hex.print(bytes);
    }

    Rights rights() throws IOException {
        for (String action : actions) {
            if (!Patterns.isAction(action)) {
                throw CommandException.badInput("--can '" + action + "', expected a pattern such as file.*");
            }
        }
        return new Rights(
                actions.stream().map(ActionPattern::new).toList(),
                resources.stream().map(ResourcePattern::new).toList(),
                ccl());
    }

    private @Nullable Constraints ccl() throws IOException {
        if (constraints == null) {
            return null;
        }
        Constraints parsed = Constraints.parse(constraintsText());
        if (parsed == null) {
            throw CommandException.badInput("--constraints, expected CCL of permit, deny and limit rules, at most "
                    + Constraints.MAX_CHARS + " characters");
        }
        return parsed;
    }

    Possession possession() throws IOException {
        ContentDigest bound = certificate == null ? null : ContentDigest.parseHex(certificate);
        if (bound == null && certificate != null) {
            throw CommandException.badInput("--certificate, expected 64 lower-case hexadecimal digits");
        }
        if (proven && holder == null) {
            throw CommandException.badInput("--prove without --holder, expected who is to prove it");
        }
        return new Possession(holder == null ? null : TokenRead.key(holder), proven, bound);
    }

    Lifetime lifetime(Clock clock) {
        long now = clock.millis() / 1000;
        return new Lifetime(now, now, now + lifeSeconds());
    }

    long lifeSeconds() {
        try {
            Duration time = Duration.parse("PT" + life.toUpperCase(Locale.ROOT));
            if (time.toSeconds() >= 1 && time.toDays() <= 3650) {
                return time.toSeconds();
            }
        } catch (DateTimeParseException malformed) {
            // Told below, as what is out of range is.
        }
        throw CommandException.badInput("--life '" + life + "', expected a time such as 90s, 10m or 1h");
    }
}
