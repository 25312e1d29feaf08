package dev.postern.capability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RevocationTableTest {

    private static final int MILLION = 1_000_000;

    @Test
    void revokesWhatSetsAndMapsWould() {
        SplittableRandom random = new SplittableRandom(11);
        RevocationTable table = new RevocationTable(10_000);
        Set<RevocationName> forGood = new HashSet<>();
        Map<RevocationName, Long> subjects = new HashMap<>();
        long allUntil = Long.MIN_VALUE;
        for (int i = 0; i < 20_000; i++) {
            int id = random.nextInt(500);
            long time = random.nextInt(1_000);
            long epoch = table.epoch();
            switch (random.nextInt(40)) {
                case 0 -> {
                    assertThat(table.add(new Revocation.OfToken(token(id)))).isTrue();
                    forGood.add(token(id));
                }
                case 1 -> {
                    assertThat(table.add(new Revocation.OfKey(key(id)))).isTrue();
                    forGood.add(key(id));
                }
                case 2, 3 -> {
                    assertThat(table.add(new Revocation.OfSubject(subject(id), time)))
                            .isTrue();
                    subjects.merge(subject(id), time, Math::max);
                }
                case 4 -> {
                    if (i > 15_000 && i % 7 == 0) {
                        table.add(new Revocation.OfAll(time / 10));
                        allUntil = Math.max(allUntil, time / 10);
                        assertThat(table.epoch()).isGreaterThan(epoch);
                    }
                }
                default -> {
                    RevocationNames names =
                            new RevocationNames(token(id), subject(random.nextInt(500)), key(random.nextInt(500)));
                    boolean expected = forGood.contains(names.token())
                            || forGood.contains(names.key())
                            || time <= allUntil
                            || time <= subjects.getOrDefault(names.subject(), -1L);
                    assertThat(table.revokes(names, time)).isEqualTo(expected);
                }
            }
        }
        assertThat(table.size()).isEqualTo(forGood.size() + subjects.size());
    }

    @Test
    void aTokenKeyAndSubjectOfOneNameAreThreeThings() {
        assertThat(RevocationName.ofToken("a")).isNotEqualTo(RevocationName.ofKey("a"));
        assertThat(RevocationName.ofSubject("a", "bc")).isNotEqualTo(RevocationName.ofSubject("ab", "c"));
        assertThat(RevocationName.ofSubject("a", "")).isNotEqualTo(RevocationName.ofToken("a"));
    }

    @Test
    void aMillionIdsTakeAtMostThirtyTwoBytesEachAndAreAllFound() {
        RevocationTable table = new RevocationTable(MILLION);
        double worst = 0;
        for (int i = 0; i < MILLION; i++) {
            table.add(new Revocation.OfToken(token(i)));
            if (i > 10_000 && i % 997 == 0) {
                worst = Math.max(worst, (double) table.bytes() / (i + 1));
            }
        }
        assertThat((double) table.bytes() / MILLION).isLessThanOrEqualTo(32);
        assertThat(worst).isLessThanOrEqualTo(32);
        RevocationNames none = new RevocationNames(token(-1), subject(-1), key(-1));
        assertThat(table.revokes(none, 1)).isFalse();
        for (int i = 0; i < MILLION; i += 37) {
            assertThat(table.revokes(new RevocationNames(token(i), subject(1), key(1)), 1))
                    .isTrue();
        }
    }

    @Test
    void refusesWhatFindsNoPlaceAndForgetsNothing() {
        RevocationTable table = new RevocationTable(2);
        assertThat(table.add(new Revocation.OfToken(token(1)))).isTrue();
        assertThat(table.add(new Revocation.OfSubject(subject(1), 5))).isTrue();
        assertThat(table.add(new Revocation.OfToken(token(2)))).isFalse();
        assertThat(table.add(new Revocation.OfSubject(subject(2), 5))).isFalse();
        assertThat(table.add(new Revocation.OfToken(token(1)))).isTrue();
        assertThat(table.add(new Revocation.OfSubject(subject(1), 7))).isTrue();
        assertThat(table.revokes(new RevocationNames(token(3), subject(1), key(1)), 7))
                .isTrue();
        assertThat(table.add(new Revocation.OfAll(1))).isTrue();
    }

    @Test
    void linesAreReadBackAsTheyWereWrittenAndNothingElseIsRead() {
        for (Revocation act : new Revocation[] {
            new Revocation.OfToken(token(1)),
            new Revocation.OfKey(key(1)),
            new Revocation.OfSubject(subject(1), 0),
            new Revocation.OfSubject(subject(1), Lifetime.LAST),
            new Revocation.OfAll(17)
        }) {
            String line = RevocationText.print(act);
            assertThat(line.length()).isLessThanOrEqualTo(RevocationText.MAX_CHARS);
            assertThat(RevocationText.parse(line)).isEqualTo(act);
            for (int i = 0; i < line.length(); i++) {
                assertThat(RevocationText.parse(line.substring(0, i))).isNotEqualTo(act);
            }
            assertThat(RevocationText.parse(line + " ")).isNull();
            assertThat(RevocationText.parse(line.toUpperCase(java.util.Locale.ROOT)))
                    .isNull();
        }
        for (String line : new String[] {"", "all", "all -1", "all 01", "token xyz", "key", "drop 1", "all 1 2"}) {
            assertThat(RevocationText.parse(line)).as(line).isNull();
        }
    }

    private static RevocationName token(int id) {
        return RevocationName.ofToken("t-" + id);
    }

    private static RevocationName key(int id) {
        return RevocationName.ofKey("k-" + id);
    }

    private static RevocationName subject(int id) {
        return RevocationName.ofSubject("default", "s-" + id);
    }
}
