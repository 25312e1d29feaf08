package dev.postern.capability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.ccl.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is forgotten of revocations changes no verdict, and bounds what is kept. */
class RevocationForgettingTest {

    private static final long NOW = 1_800_000_000L;
    private static final long YEAR = Terms.GREATEST_AGE.toSeconds();
    private static final long SKEW = Terms.GREATEST_SKEW.toSeconds();

    /** More than any skew and any other step of a clock that the leeway is for. */
    private static final long STEP_BACK = Revocation.LEEWAY - 2 * SKEW;

    @Test
    void aTableThatForgetsDeniesWhatOneThatNeverDoesDenies() {
        Seeds.fuzz(200, random -> {
            World world = new World(random);
            for (int i = 0; i < 400; i++) {
                world.step();
            }
        });
    }

    @Test
    void aSettledActDeniesNothingThatAnyPlaceWouldAccept() {
        Seeds.fuzz(20_000, random -> {
            long issuedAt = NOW + random.nextLong(-YEAR, YEAR);
            Lifetime lifetime = new Lifetime(issuedAt, issuedAt, issuedAt + random.nextLong(1, 3 * YEAR));
            long revokedAt = issuedAt + random.nextLong(-SKEW, YEAR);
            Revocation act = switch (random.nextInt(4)) {
                case 0 -> new Revocation.OfToken(token(1), lifetime.expiresAt());
                case 1 -> Revocation.OfToken.issuedBy(token(1), revokedAt);
                case 2 -> new Revocation.OfSubject(token(1), issuedAt + random.nextLong(0, 100));
                default -> new Revocation.OfAll(issuedAt);
            };
            long settled = act.settledAt() + Revocation.LEEWAY + 1;
            assertThat(act.isSettled(settled)).isTrue();
            assertThat(act.isSettled(settled - 1)).isFalse();
            assertThat(refuses(lifetime, settled - STEP_BACK, SKEW, YEAR)).isTrue();
        });
    }

    @Test
    void aTokenIsForgottenAnHourAfterItsHourAndKeysNever() {
        RevocationTable table = new RevocationTable(10);
        long hour = NOW / 3_600 * 3_600;
        table.add(new Revocation.OfToken(token(1), hour));
        table.add(new Revocation.OfToken(token(2), hour + 3_599));
        table.add(new Revocation.OfToken(token(3)));
        table.add(new Revocation.OfKey(token(4)));
        assertThat(table.forget(hour + 7_200)).isZero();
        assertThat(table.forget(hour + 7_201)).isEqualTo(2);
        assertThat(revokes(table, 1)).isFalse();
        assertThat(table.forget(Long.MAX_VALUE)).isZero();
        assertThat(revokes(table, 3)).isTrue();
        assertThat(table.size()).isEqualTo(2);
    }

    @Test
    void aSubjectIsForgottenWhenWhatItWasIssuedIsTooOldEverywhere() {
        RevocationTable table = new RevocationTable(10);
        table.add(new Revocation.OfSubject(token(1), NOW));
        assertThat(table.forget(NOW + YEAR + Revocation.LEEWAY)).isZero();
        assertThat(table.forget(NOW + YEAR + Revocation.LEEWAY + 1)).isOne();
        assertThat(table.size()).isZero();
    }

    @Test
    void theLaterOfTwoEndsCountsInEitherOrder() {
        for (long[] ends : new long[][] {{NOW, NOW + 7_200}, {NOW + 7_200, NOW}, {NOW, Revocation.NEVER}}) {
            RevocationTable table = new RevocationTable(10);
            for (long end : ends) {
                table.add(new Revocation.OfToken(token(1), end));
            }
            table.forget(NOW + 2 * 3_600 + 1);
            assertThat(revokes(table, 1)).isTrue();
        }
    }

    @Test
    void roomIsMadeByForgettingAndByNothingElse() {
        RevocationTable table = new RevocationTable(2);
        assertThat(table.add(new Revocation.OfToken(token(1), NOW))).isTrue();
        assertThat(table.add(new Revocation.OfToken(token(2)))).isTrue();
        assertThat(table.add(new Revocation.OfToken(token(3), NOW))).isFalse();
        assertThat(table.add(new Revocation.OfToken(token(1), NOW))).isTrue();
        assertThat(table.add(new Revocation.OfToken(token(2), NOW))).isTrue();
        assertThat(table.add(new Revocation.OfToken(token(1), NOW + 7_200))).isFalse();
        assertThat(table.forget(NOW + 10_000)).isOne();
        assertThat(table.add(new Revocation.OfToken(token(3), NOW))).isTrue();
    }

    @Test
    void endsFarApartTakeFewBucketsAndNoneIsForgottenEarly() {
        SplittableRandom random = new SplittableRandom(7);
        ExpiringNames names = new ExpiringNames();
        List<Long> ends = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            long end = random.nextLong(random.nextBoolean() ? 1_000_000L : Revocation.LAST);
            names.add(token(i), end);
            ends.add(end);
        }
        // A bucket takes one kilobyte at least, and names up to 30 bytes.
        assertThat(names.bytes()).isLessThan(ExpiringNames.MOST * 1_100L + 5_000 * 30L);
        for (long now = 0; now < Revocation.LAST; now += Revocation.LAST / 20) {
            names.forget(now);
            for (int i = 0; i < ends.size(); i++) {
                if (ends.get(i) >= now - Revocation.LEEWAY) {
                    assertThat(names.contains(token(i))).isTrue();
                }
            }
        }
        names.forget(Revocation.LAST + 3 * 3_600);
        assertThat(names.size()).isZero();
        assertThat(names.bytes()).isZero();
    }

    @Test
    void aMillionIdsInTheBucketsOfADayTakeAtMostThirtyTwoBytesEach() {
        RevocationTable table = new RevocationTable(1_000_000);
        for (int i = 0; i < 1_000_000; i++) {
            // Names are hashes: these are as evenly spread, and cheaper.
            SplittableRandom name = new SplittableRandom(i);
            table.add(
                    new Revocation.OfToken(RevocationName.of(name.nextLong(), name.nextLong()), NOW + i % 24 * 3_600L));
        }
        assertThat(table.size()).isEqualTo(1_000_000);
        assertThat(table.bytes() / 1e6).isLessThanOrEqualTo(32);
        assertThat(table.forget(NOW + 24 * 3_600 + 2 * 3_600)).isEqualTo(1_000_000);
        assertThat(table.bytes()).isLessThan(2_000);
    }

    @Test
    void noActNamesATimeThatItsLineCouldNotSay() {
        for (long time : new long[] {-1, Revocation.LAST + 1, Long.MIN_VALUE, Long.MAX_VALUE - 1}) {
            assertThatThrownBy(() -> new Revocation.OfToken(token(1), time))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new Revocation.OfSubject(token(1), time))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new Revocation.OfAll(time)).isInstanceOf(IllegalArgumentException.class);
        }
        for (long time : new long[] {0, Revocation.LAST}) {
            assertThat(RevocationText.parse(RevocationText.print(new Revocation.OfToken(token(1), time))))
                    .isEqualTo(new Revocation.OfToken(token(1), time));
            assertThat(new Revocation.OfToken(token(1), time).isSettled(Long.MIN_VALUE + Revocation.LEEWAY))
                    .isFalse();
        }
    }

    private static boolean refuses(Lifetime lifetime, long now, long skew, long age) {
        return lifetime.refusal(now * 1000, skew * 1000, age * 1000) != null;
    }

    private static boolean revokes(RevocationTable table, int id) {
        return table.revokes(new RevocationNames(token(id), token(-1), token(-2)), NOW);
    }

    private static RevocationName token(int id) {
        return RevocationName.ofToken("t-" + id);
    }

    /** A table that forgets, every act it was ever told, and a clock that goes on and now and then back. */
    private static final class World {

        private static final int IDS = 40;

        private final SplittableRandom random;
        private final long skew;
        private final long age;
        private final Lifetime[] lifetimes = new Lifetime[IDS];
        private final List<Revocation> acts = new ArrayList<>();
        private final RevocationTable table = new RevocationTable(10_000);
        private long latest = NOW;

        World(SplittableRandom random) {
            this.random = random;
            this.skew = random.nextLong(SKEW + 1);
            this.age = random.nextLong(1, random.nextBoolean() ? YEAR : 7_200);
            for (int id = 0; id < IDS; id++) {
                long life = random.nextLong(1, random.nextInt(4) == 0 ? 3 * YEAR : 20_000);
                long issuedAt = NOW + random.nextLong(-20_000, SKEW);
                lifetimes[id] = new Lifetime(issuedAt, issuedAt, issuedAt + life);
            }
        }

        void step() {
            latest += random.nextInt(20) == 0 ? random.nextLong(YEAR / 20) : random.nextLong(600);
            long now = latest - random.nextLong(STEP_BACK);
            int id = random.nextInt(IDS);
            switch (random.nextInt(6)) {
                case 0 -> revoke(act(id));
                case 1 -> table.forget(latest);
                default -> {
                    boolean refused = refuses(lifetimes[id], now, skew, age);
                    assertThat(table.revokes(names(id), lifetimes[id].issuedAt()) || refused)
                            .isEqualTo(isRevoked(id) || refused);
                }
            }
        }

        private Revocation act(int id) {
            long issuedAt = lifetimes[id].issuedAt();
            return switch (random.nextInt(12)) {
                case 0 -> new Revocation.OfToken(token(id));
                case 1 -> new Revocation.OfKey(RevocationName.ofKey("k-" + id));
                case 2 -> new Revocation.OfSubject(subject(id), issuedAt + random.nextLong(-10, 10));
                case 3 -> new Revocation.OfAll(random.nextInt(10) == 0 ? issuedAt : NOW - 30_000);
                case 4, 5 -> Revocation.OfToken.issuedBy(token(id), Math.max(latest, issuedAt));
                default -> new Revocation.OfToken(token(id), lifetimes[id].expiresAt() + random.nextLong(2) * 10_000);
            };
        }

        private void revoke(Revocation act) {
            acts.add(act);
            assertThat(table.add(act)).isTrue();
        }

        private boolean isRevoked(int id) {
            return acts.stream().anyMatch(act -> {
                if (act instanceof Revocation.OfToken token) {
                    return token.name().equals(token(id));
                }
                if (act instanceof Revocation.OfKey key) {
                    return key.name().equals(RevocationName.ofKey("k-" + id));
                }
                if (act instanceof Revocation.OfSubject of) {
                    return of.name().equals(subject(id)) && lifetimes[id].issuedAt() <= of.until();
                }
                return lifetimes[id].issuedAt() <= ((Revocation.OfAll) act).until();
            });
        }

        private static RevocationNames names(int id) {
            return new RevocationNames(token(id), subject(id), RevocationName.ofKey("k-" + id));
        }

        private static RevocationName subject(int id) {
            return RevocationName.ofSubject("default", "s-" + id);
        }
    }
}
