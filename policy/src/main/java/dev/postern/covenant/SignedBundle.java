package dev.postern.covenant;

import dev.postern.ccl.Diagnostic;
import dev.postern.ccl.Span;
import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.Json;
import dev.postern.crypto.JsonObject;
import dev.postern.crypto.JsonString;
import dev.postern.crypto.Sha256;
import dev.postern.policy.BundleSettings;
import dev.postern.policy.Endorsement;
import dev.postern.policy.SourceFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A bundle that somebody answers for: at its root {@value #FILE_NAME}, a covenant whose constraints are policy of tenant
 * {@code default}, and whose {@code metadata.custom.files} names every other file with its SHA-256. The covenant is among
 * the files that are compiled, so who signed a bundle is part of the bundle's digest.
 */
public final class SignedBundle {

    /** Where the covenant is. */
    public static final String FILE_NAME = BundleSettings.COVENANT_NAME;
    /** The name that the covenant's constraints have among the files that are compiled. */
    public static final String CONSTRAINTS_NAME = "bundle.covenant.ccl";

    private SignedBundle() {}

    /** What the files of a bundle turned out to be. */
    public sealed interface Reading {

        /** Nobody signed it. */
        record Unsigned(List<SourceFile> files) implements Reading {}

        /**
         * The covenant is for exactly these files. Whether it is valid, and its issuer one to trust, is not known yet.
         *
         * @param files to be compiled, the covenant and its constraints among them
         */
        record Signed(Covenant covenant, List<SourceFile> files) implements Reading {}

        /** There is a covenant, but it is none, or not for these files. */
        record Refused(List<Diagnostic> diagnostics) implements Reading {}
    }

    /** Takes the files of a bundle apart. */
    public static Reading read(List<SourceFile> files) {
        SourceFile document = null;
        List<SourceFile> others = new ArrayList<>();
        for (SourceFile file : files) {
            if (file.path().equals(FILE_NAME)) {
                document = file;
            } else {
                others.add(file);
            }
        }
        if (document == null) {
            return new Reading.Unsigned(files);
        }
        CovenantResult result = CovenantReader.read(document.text().getBytes(StandardCharsets.UTF_8));
        if (result instanceof CovenantResult.Refused refused) {
            return new Reading.Refused(List.of(problem(refused.message())));
        }
        Covenant covenant = ((CovenantResult.Read) result).covenant();
        List<Diagnostic> problems = differences(covenant, others);
        if (!problems.isEmpty()) {
            return new Reading.Refused(problems);
        }
        List<SourceFile> whole = new ArrayList<>(others);
        whole.add(document);
        whole.add(new SourceFile(CONSTRAINTS_NAME, covenant.constraints()));
        return new Reading.Signed(covenant, whole);
    }

    /** The draft of a covenant for {@code files}: what it says of files is replaced, all else stays. */
    public static CovenantDraft draft(CovenantDraft draft, List<SourceFile> files) {
        JsonObject metadata = object(draft.json().get("metadata"));
        JsonObject custom = object(metadata.get("custom"));
        Map<String, Json> names = new TreeMap<>();
        for (SourceFile file : files) {
            if (!file.path().equals(FILE_NAME)) {
                names.put(file.path(), new JsonString(digest(file)));
            }
        }
        return draft.with("metadata", with(metadata, "custom", with(custom, "files", new JsonObject(names))));
    }

    /** What a valid covenant says of who answers; {@code null} when one of its times is none. */
    public static @Nullable Endorsement endorsement(Covenant covenant) {
        Long made = CovenantTime.millis(covenant.createdAt());
        Long from = covenant.activatesAt() == null ? Long.valueOf(0) : CovenantTime.millis(covenant.activatesAt());
        Long until =
                covenant.expiresAt() == null ? Long.valueOf(Long.MAX_VALUE) : CovenantTime.millis(covenant.expiresAt());
        return made == null || from == null || until == null
                ? null
                : new Endorsement(
                        covenant.id(), covenant.issuer().id(), covenant.issuer().publicKey(), made, from, until);
    }

    private static List<Diagnostic> differences(Covenant covenant, List<SourceFile> files) {
        JsonObject custom = object(object(covenant.json().get("metadata")).get("custom"));
        if (!(custom.get("files") instanceof JsonObject signed)) {
            return List.of(problem("no metadata.custom.files, expected the SHA-256 of every other file by its path"));
        }
        List<Diagnostic> problems = new ArrayList<>();
        Set<String> missing = new TreeSet<>(signed.members().keySet());
        for (SourceFile file : files) {
            missing.remove(file.path());
            Json named = signed.get(file.path());
            if (file.path().equals(CONSTRAINTS_NAME) || named == null) {
                problems.add(
                        Diagnostic.error(file.path(), Span.START, "a file that the bundle's covenant does not sign"));
            } else if (!named.equals(new JsonString(digest(file)))) {
                problems.add(
                        Diagnostic.error(file.path(), Span.START, "not the file that the bundle's covenant signs"));
            }
        }
        missing.forEach(path -> problems.add(problem("'" + path + "' is signed and not there")));
        return problems;
    }

    private static String digest(SourceFile file) {
        ContentDigest digest = Sha256.of(file.text().getBytes(StandardCharsets.UTF_8));
        return digest.hex();
    }

    private static JsonObject object(@Nullable Json value) {
        return value instanceof JsonObject object ? object : JsonObject.EMPTY;
    }

    private static JsonObject with(JsonObject object, String member, Json value) {
        Map<String, Json> members = new LinkedHashMap<>(object.members());
        members.put(member, value);
        return new JsonObject(members);
    }

    private static Diagnostic problem(String message) {
        return Diagnostic.error(FILE_NAME, Span.START, message);
    }
}
