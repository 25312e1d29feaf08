package dev.postern.sidecar.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.policy.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BundleReaderTest {

    @TempDir
    Path root;

    @Test
    void readsPoliciesAndSettingsByPath() throws IOException {
        write("b.ccl", "b");
        write("a.ccl", "a");
        write("bundle.yaml", "mode: shadow");
        write("acme/x.ccl", "x");
        write("acme/deep/y.ccl", "y");
        write("README.md", "not policy");
        write(".hidden.ccl", "hidden");
        write("..data/z.ccl", "z");

        assertThat(files(root))
                .containsExactly(
                        new SourceFile("a.ccl", "a"),
                        new SourceFile("acme/deep/y.ccl", "y"),
                        new SourceFile("acme/x.ccl", "x"),
                        new SourceFile("b.ccl", "b"),
                        new SourceFile("bundle.yaml", "mode: shadow"));
    }

    @Test
    void readsASingleFileByItsName() throws IOException {
        write("only.txt", "grüß");

        assertThat(files(root.resolve("only.txt"))).containsExactly(new SourceFile("only.txt", "grüß"));
    }

    @Test
    void followsTheLinksOfAMountedConfigMap() throws IOException {
        write("..2026_11_21/a.ccl", "a");
        Files.createSymbolicLink(root.resolve("..data"), Path.of("..2026_11_21"));
        Files.createSymbolicLink(root.resolve("a.ccl"), Path.of("..data/a.ccl"));

        assertThat(files(root)).containsExactly(new SourceFile("a.ccl", "a"));
    }

    @Test
    void refusesLinksThatLeadBack() throws IOException {
        write("acme/a.ccl", "a");
        Files.createSymbolicLink(root.resolve("acme/again"), Path.of(".."));

        assertThat(refused(root, BundleCaps.DEFAULTS))
                .singleElement()
                .asString()
                .contains("acme/again:1:1: error: leads back", "expected no circle");
    }

    @Test
    void refusesBrokenLinks() throws IOException {
        Files.createSymbolicLink(root.resolve("a.ccl"), Path.of("nowhere"));

        assertThat(refused(root, BundleCaps.DEFAULTS))
                .singleElement()
                .asString()
                .contains("no such file");
    }

    @Test
    void refusesWhatIsNotUtf8AndSaysWhere() throws IOException {
        Files.write(root.resolve("a.ccl"), "one\ntw\u00f6".getBytes(StandardCharsets.ISO_8859_1));
        Files.write(root.resolve("b.ccl"), new byte[] {'o', 'k', (byte) 0xc3});

        assertThat(refused(root, BundleCaps.DEFAULTS))
                .containsExactly(
                        "a.ccl:2:3: error: bytes that are not utf-8, expected utf-8 throughout",
                        "b.ccl:1:3: error: bytes that are not utf-8, expected utf-8 throughout");
    }

    @Test
    void refusesMoreThanTheCaps() throws IOException {
        write("a.ccl", "12345");
        write("b.ccl", "12345");
        write("c/d/e.ccl", "1");

        assertThat(refused(root, new BundleCaps(2, 100, 9)))
                .singleElement()
                .asString()
                .contains("more than 2 files");
        assertThat(refused(root, new BundleCaps(9, 10, 9)))
                .singleElement()
                .asString()
                .contains("11 bytes, expected at most 10");
        assertThat(refused(root, new BundleCaps(9, 100, 1)))
                .singleElement()
                .asString()
                .contains("nested too deeply");
    }

    @Test
    void refusesSettingsThatWouldNotCount() throws IOException {
        write("bundle.yml", "mode: shadow");
        write("acme/bundle.yaml", "mode: shadow");

        assertThat(refused(root, BundleCaps.DEFAULTS))
                .hasSize(2)
                .allMatch(said -> said.contains("expected them in bundle.yaml at the bundle's root"));
    }

    @Test
    void saysThatNothingIsThere() {
        assertThat(refused(root.resolve("missing"), BundleCaps.DEFAULTS))
                .singleElement()
                .asString()
                .contains("missing:1:1: error: no such file or directory");
    }

    @Test
    void readsAnEmptyDirectoryAsNoFiles() {
        assertThat(files(root)).isEmpty();
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static List<SourceFile> files(Path path) {
        Reading reading = new BundleReader(path, BundleCaps.DEFAULTS).read();
        assertThat(reading).isInstanceOf(Reading.Files.class);
        return ((Reading.Files) reading).files();
    }

    private static List<String> refused(Path path, BundleCaps caps) {
        Reading reading = new BundleReader(path, caps).read();
        assertThat(reading).isInstanceOf(Reading.Unreadable.class);
        return ((Reading.Unreadable) reading)
                .diagnostics().stream().map(Object::toString).toList();
    }
}
