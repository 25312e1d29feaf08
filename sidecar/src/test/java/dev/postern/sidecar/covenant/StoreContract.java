package dev.postern.sidecar.covenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postern.covenant.Covenant;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store does. */
abstract class StoreContract {

    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-06-01T00:00:00Z"));

    final Covenants make = new Covenants(7);
    private @Nullable CovenantStore opened;

    /** An empty store. */
    abstract CovenantStore open() throws IOException;

    @BeforeEach
    void openOne() throws IOException {
        opened = open();
    }

    @AfterEach
    void closeIt() throws IOException {
        store().close();
    }

    final CovenantStore store() {
        if (opened == null) {
            throw new IllegalStateException("not open");
        }
        return opened;
    }

    @Test
    void whatWasPutIsThereUntilItIsDeleted() throws IOException {
        Covenant covenant = make.of("ops", "agent", Covenants.FIRST, "a");
        assertThat(store().get(covenant.id())).isNull();
        store().put(covenant);
        assertThat(store().get(covenant.id())).isEqualTo(covenant);
        assertThat(store().has(covenant.id())).isTrue();
        assertThat(store().delete(covenant.id())).isTrue();
        assertThat(store().delete(covenant.id())).isFalse();
        assertThat(store().has(covenant.id())).isFalse();
        assertThat(store().count(CovenantFilter.ALL)).isZero();
    }

    @Test
    void aBatchIsTakenWholeOrNotAtAll() throws IOException {
        Covenant good = make.of("ops", "agent", Covenants.FIRST);
        assertThatExceptionOfType(UnfitCovenantException.class)
                .isThrownBy(() -> store().put(List.of(good, make.blank())));
        assertThat(store().has(good.id())).isFalse();
        store().put(List.of());
        assertThat(store().count(CovenantFilter.ALL)).isZero();
    }

    @Test
    void batchesAnswerInTheOrderOfTheQuestion() throws IOException {
        Covenant one = make.of("ops", "agent", Covenants.FIRST);
        Covenant two = make.of("ops", "agent", Covenants.FIRST);
        store().put(List.of(one, two, one));
        String absent = "0".repeat(64);
        assertThat(store().get(List.of(two.id(), absent, one.id(), two.id()))).containsExactly(two, null, one, two);
        assertThat(store().get(List.of("../../etc/passwd", "", "' OR 1=1 --"))).containsExactly(null, null, null);
        assertThat(store().delete(List.of(one.id(), absent, "../x", one.id()))).isEqualTo(1);
        assertThat(store().list(CovenantFilter.ALL)).containsExactly(two);
    }

    @Test
    void aCovenantTakesThePlaceOfAnEarlierOneOfItsId() throws IOException {
        Covenant before = make.of("ops", "agent", Covenants.FIRST, "a");
        store().put(before);
        store().put(before);
        assertThat(store().count(CovenantFilter.ALL.tagged("a"))).isEqualTo(1);
    }

    @Test
    void eachFilterPicksWhatItSays() throws IOException {
        Covenant root = make.of("ops", "agent", Covenants.FIRST, "a", "b");
        Covenant later = make.of("ops'; --", "agent", Covenants.FIRST.plusMillis(1), "b");
        Covenant child = make.under(root);
        store().put(List.of(root, later, child));
        assertPicks(CovenantFilter.ALL.issuedBy("ops"), root);
        assertPicks(CovenantFilter.ALL.issuedBy("ops'; --"), later);
        assertPicks(CovenantFilter.ALL.issuedBy("nobody"));
        assertPicks(CovenantFilter.ALL.madeFor("agent"), root, later);
        assertPicks(CovenantFilter.ALL.delegated(true), child);
        assertPicks(CovenantFilter.ALL.delegated(false), root, later);
        assertPicks(CovenantFilter.ALL.tagged("b"), root, later);
        assertPicks(CovenantFilter.ALL.tagged("a", "b"), root);
        assertPicks(CovenantFilter.ALL.tagged("b", "c"));
        long first = Covenants.FIRST.toEpochMilli();
        assertPicks(CovenantFilter.ALL.made(first + 1, null), later);
        assertPicks(CovenantFilter.ALL.made(null, first), root, child);
        assertPicks(CovenantFilter.ALL.made(first, first).madeFor("agent").tagged("a"), root);
    }

    @Test
    void aLongListCanBeHadInParts() throws IOException {
        List<Covenant> all = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            all.add(make.of("ops", i % 2 == 0 ? "even" : "odd", Covenants.FIRST.plusMillis(i)));
        }
        store().put(all);
        List<Covenant> got = new ArrayList<>();
        for (List<Covenant> part = store().list(CovenantFilter.ALL.page("", 4).madeFor("even"));
                !part.isEmpty();
                part = store().list(CovenantFilter.ALL
                        .page(got.get(got.size() - 1).id(), 4)
                        .madeFor("even"))) {
            assertThat(part).hasSizeLessThanOrEqualTo(4);
            got.addAll(part);
        }
        assertThat(got)
                .isSortedAccordingTo(Comparator.comparing(Covenant::id))
                .containsExactlyInAnyOrderElementsOf(all.stream()
                        .filter(covenant -> covenant.beneficiary().id().equals("even"))
                        .toList());
    }

    @Test
    void listenersHearOfEveryChangeUntilTheyEnd() throws IOException {
        List<StoreEvent> heard = new ArrayList<>();
        Covenant covenant = make.of("ops", "agent", Covenants.FIRST);
        Runnable end = store().listen(heard::add);
        store().put(covenant);
        store().delete(covenant.id());
        store().delete(covenant.id());
        end.run();
        store().put(covenant);
        assertThat(heard)
                .containsExactly(
                        new StoreEvent.Put(covenant, CLOCK.instant()),
                        new StoreEvent.Deleted(covenant.id(), CLOCK.instant()));
    }

    /** Random changes and questions, held to a map. */
    @Test
    void doesAsAMapDoes() throws IOException {
        long seed = Long.getLong("seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        TreeMap<String, Covenant> model = new TreeMap<>();
        List<Covenant> pool = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String[] tags = random.nextBoolean() ? new String[] {"t" + random.nextInt(3)} : new String[0];
            pool.add(make.of("i" + random.nextInt(2), "b" + random.nextInt(3), Covenants.FIRST.plusMillis(i), tags));
        }
        for (int step = 0; step < 120; step++) {
            Covenant one = pool.get(random.nextInt(pool.size()));
            if (random.nextInt(3) == 0) {
                assertThat(store().delete(one.id())).isEqualTo(model.remove(one.id()) != null);
            } else {
                store().put(one);
                model.put(one.id(), one);
            }
            CovenantFilter filter = filter(random);
            List<Covenant> wanted = model.values().stream()
                    .filter(each -> each.id().compareTo(filter.after()) > 0)
                    .filter(each -> filter.picks(CovenantFacts.of(each)))
                    .toList();
            assertThat(store().list(filter))
                    .as("seed %d step %d", seed, step)
                    .isEqualTo(wanted.subList(0, Math.min(filter.limit(), wanted.size())));
            assertThat(store().count(filter)).as("seed %d step %d", seed, step).isEqualTo(wanted.size());
        }
    }

    private static CovenantFilter filter(SplittableRandom random) {
        long from = Covenants.FIRST.toEpochMilli() + random.nextInt(20);
        return new CovenantFilter(
                random.nextBoolean() ? "i" + random.nextInt(2) : null,
                random.nextBoolean() ? "b" + random.nextInt(3) : null,
                random.nextInt(3) == 0 ? from : null,
                random.nextInt(3) == 0 ? from + 5 : null,
                random.nextInt(3) == 0 ? false : null,
                random.nextInt(3) == 0 ? Set.of("t" + random.nextInt(3)) : Set.of(),
                random.nextInt(4) == 0 ? "8" : "",
                1 + random.nextInt(20));
    }

    private void assertPicks(CovenantFilter filter, Covenant... wanted) throws IOException {
        List<Covenant> sorted = new ArrayList<>(List.of(wanted));
        Collections.sort(sorted, Comparator.comparing(Covenant::id));
        assertThat(store().list(filter)).isEqualTo(sorted);
        assertThat(store().count(filter)).isEqualTo(sorted.size());
    }
}
