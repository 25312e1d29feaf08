package dev.postern.sidecar.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.policy.Program;
import dev.postern.sidecar.admin.Readiness;
import dev.postern.sidecar.decide.ActiveProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files on a real file system, watched, against the program in force. */
final class ReloadIT {

    private static final String FIRST = "permit read on /a\n";
    private static final String SECOND = "permit read on /a\npermit write on /b\n";
    private static final String BAD = "permit nothing\n";

    @TempDir
    Path temp;

    private final ActiveProgram active = new ActiveProgram();
    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private final AtomicInteger endings = new AtomicInteger();
    private @Nullable DirectoryWatch watch;

    @SuppressWarnings("NullAway.Init") // by start, which every test calls
    private BundleSource source;

    @AfterEach
    void stop() {
        if (watch != null) {
            watch.close();
        }
        executor.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(longs = {50, 60_000})
    void seesAnAtomicRename(long intervalMillis) throws IOException {
        Path root = Files.createDirectory(temp.resolve("bundle"));
        Files.writeString(root.resolve("a.ccl"), FIRST);
        start(root, intervalMillis);

        Path fresh = Files.writeString(temp.resolve("fresh"), SECOND);
        Files.move(fresh, root.resolve("a.ccl"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

        awaitRules(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {50, 60_000})
    void seesTheSwapOfAConfigMapAndReadsNoMixture(long intervalMillis) throws IOException {
        Path root = Files.createDirectory(temp.resolve("mount"));
        configMap(root, "..v1", FIRST);
        Files.createSymbolicLink(root.resolve("..data"), Path.of("..v1"));
        Files.createSymbolicLink(root.resolve("a.ccl"), Path.of("..data/a.ccl"));
        Files.createSymbolicLink(root.resolve("b.ccl"), Path.of("..data/b.ccl"));
        start(root, intervalMillis);
        assertThat(source.state().rules()).isEqualTo(2);

        configMap(root, "..v2", SECOND);
        Files.createSymbolicLink(root.resolve("..data_tmp"), Path.of("..v2"));
        Files.move(root.resolve("..data_tmp"), root.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        Files.delete(root.resolve("..v1/a.ccl"));

        awaitRules(4);
    }

    @Test
    void keepsTheGoodBundleOverABadOneAndTakesTheNextGoodOne() throws IOException {
        Path root = Files.createDirectory(temp.resolve("bundle"));
        Files.writeString(root.resolve("a.ccl"), FIRST);
        start(root, 60_000);
        Program good = active.get();

        Files.writeString(root.resolve("a.ccl"), BAD);
        await().until(() -> source.state().refused() != null);
        assertThat(active.get()).isSameAs(good);

        Files.writeString(root.resolve("a.ccl"), SECOND);
        awaitRules(2);
        assertThat(source.state().refused()).isNull();
    }

    @Test
    void keepsAnsweringWhenTheDirectoryVanishesAndRecoversWhenItIsBack() throws IOException {
        Path root = Files.createDirectory(temp.resolve("bundle"));
        Files.writeString(root.resolve("a.ccl"), FIRST);
        start(root, 50);
        Program good = active.get();

        Files.delete(root.resolve("a.ccl"));
        Files.delete(root);
        await().until(() -> source.state().refused() != null);
        assertThat(active.get()).isSameAs(good);

        Files.createDirectory(root);
        Files.writeString(root.resolve("a.ccl"), SECOND);
        awaitRules(2);
    }

    @Test
    void seesASingleFileReplaced() throws IOException {
        Path file = Files.writeString(temp.resolve("only.ccl"), FIRST);
        start(file, 60_000);

        Files.move(
                Files.writeString(temp.resolve("next"), SECOND),
                file,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);

        awaitRules(2);
    }

    @Test
    void seesAChangeMadeBeforeTheFileSystemIsAskedToTellOfIt() throws IOException {
        Path root = Files.createDirectory(temp.resolve("bundle"));
        Files.writeString(root.resolve("a.ccl"), FIRST);
        BundleConfig config = config(root, 60_000);
        source = source(root, config);
        watch = new DirectoryWatch(root, config, DirectoryWatch.events(root), source::reload);
        assertThat(source.reload().toCompletableFuture().join()).isTrue();

        Files.writeString(root.resolve("a.ccl"), SECOND);
        watch.begin();

        awaitRules(2);
    }

    @Test
    void seesANewTenant() throws IOException {
        Path root = Files.createDirectory(temp.resolve("bundle"));
        Files.writeString(root.resolve("a.ccl"), FIRST);
        start(root, 60_000);

        Path tenant = Files.createDirectory(root.resolve("acme"));
        Files.writeString(tenant.resolve("a.ccl"), FIRST);
        await().until(() -> source.state().tenants() == 2);

        Files.writeString(tenant.resolve("a.ccl"), SECOND);
        awaitRules(3);
    }

    @Test
    void readsABurstOfWritesOnceItIsOver() throws IOException {
        Path root = Files.createDirectory(temp.resolve("bundle"));
        Files.writeString(root.resolve("a.ccl"), FIRST);
        start(root, 60_000);
        int before = endings.get();

        for (int i = 0; i < 200; i++) {
            Files.writeString(root.resolve("f" + i + ".ccl"), FIRST);
        }

        awaitRules(201);
        assertThat(endings.get() - before).isLessThan(10);
    }

    private void start(Path root, long intervalMillis) {
        BundleConfig config = config(root, intervalMillis);
        source = source(root, config);
        watch = DirectoryWatch.start(root, config, source::reload);
        assertThat(source.reload().toCompletableFuture().join()).isTrue();
    }

    private static BundleConfig config(Path root, long intervalMillis) {
        return new BundleConfig(
                root,
                true,
                Duration.ofMillis(intervalMillis),
                Duration.ofMillis(100),
                BundleCaps.DEFAULTS,
                SigningConfig.DEFAULTS);
    }

    private BundleSource source(Path root, BundleConfig config) {
        return new BundleSource(
                root.toString(),
                new BundleReader(root, config.caps())::read,
                Program::compile,
                active,
                new Readiness(),
                (ending, state, nanos) -> endings.incrementAndGet(),
                executor,
                Clock.systemUTC());
    }

    private void awaitRules(int rules) {
        await().atMost(Duration.ofSeconds(20)).until(() -> source.state().rules() == rules);
    }

    private static void configMap(Path root, String version, String policy) throws IOException {
        Path real = Files.createDirectory(root.resolve(version));
        Files.writeString(real.resolve("a.ccl"), policy);
        Files.writeString(real.resolve("b.ccl"), policy);
    }
}
