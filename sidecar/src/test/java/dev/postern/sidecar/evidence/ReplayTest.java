package dev.postern.sidecar.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.policy.Compilation;
import dev.postern.policy.Program;
import dev.postern.policy.SourceFile;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {

    @TempDir
    Path directory;

    @Test
    void theBundlesOfTheLogDecideAsTheyDidThen() throws Exception {
        try (Fixture fixture = asked()) {
            BundleShelf.open(directory, (digest, message) -> {})
                    .keep(List.of(
                            new SourceFile("rules.ccl", Fixture.RULES),
                            new SourceFile("bundle.yaml", Fixture.SETTINGS)));
            assertThat(replay(fixture, null)).containsOnly(Map.entry(Replay.Outcome.SAME, 60L));
        }
    }

    @Test
    void anotherBundleShowsWhatItWouldHaveChanged() throws Exception {
        Program strict = ((Compilation.Compiled)
                        Program.compile(List.of(new SourceFile("rules.ccl", "deny file.write on /docs/**\n"))))
                .program();
        try (Fixture fixture = asked()) {
            Map<Replay.Outcome, Long> sums = replay(fixture, strict);
            // Sensitive values were withheld, so what differs might differ for them.
            assertThat(sums).containsOnly(Map.entry(Replay.Outcome.WITHHELD, 60L));
        }
    }

    @Test
    void aBundleThatIsNotOnTheShelfAndAnErasedOpeningAreSaid() throws Exception {
        try (Fixture fixture = asked()) {
            assertThat(replay(fixture, null)).containsOnly(Map.entry(Replay.Outcome.NO_BUNDLE, 60L));
            for (String name : fixture.disk.names()) {
                if (name.endsWith(".key")) {
                    fixture.disk.delete(name);
                }
            }
            assertThat(replay(fixture, null)).containsOnly(Map.entry(Replay.Outcome.ERASED, 60L));
        }
    }

    private Fixture asked() throws Exception {
        Fixture fixture = new Fixture(directory);
        fixture.open();
        for (int i = 0; i < 60; i++) {
            String action = i % 2 == 0 ? "file.read" : "file.write";
            var unused = fixture.ask(action, i % 6 == 0 ? "/docs/secret/1" : "/docs/1");
        }
        fixture.end();
        return fixture;
    }

    private Map<Replay.Outcome, Long> replay(Fixture fixture, @Nullable Program other) throws Exception {
        Map<Replay.Outcome, Long> sums = new EnumMap<>(Replay.Outcome.class);
        try (LogReader log = fixture.read()) {
            new Replay(log, BundleShelf.open(directory, (digest, message) -> {}), other)
                    .run(each -> sums.merge(each.outcome(), 1L, Long::sum));
        }
        return sums;
    }
}
