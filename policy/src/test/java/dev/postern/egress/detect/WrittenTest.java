package dev.postern.egress.detect;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WrittenTest {

    private static final long SEED = Long.getLong("seed", System.nanoTime());

    @Test
    void blanksAndDashesAreNotMixed() {
        assertThat(end("4~4~4~4", "4111 1111 1111 1111")).isEqualTo(19);
        assertThat(end("4~4~4~4", "4111-1111-1111-1111")).isEqualTo(19);
        assertThat(end("4~4~4~4", "4111-1111 1111-1111")).isEqualTo(-1);
        assertThat(end("4~4~4~4", "4111.1111.1111.1111")).isEqualTo(-1);
    }

    @Test
    void whatFollowsDoesNotGoOnWithAMark() {
        assertThat(end("3-2-4", "219-09-1234")).isEqualTo(11);
        assertThat(end("3-2-4", "219-09-1234 5")).isEqualTo(11);
        assertThat(end("3-2-4", "219-09-1234-5")).isEqualTo(-1);
        assertThat(end("3-2-4", "219-09-12345")).isEqualTo(-1);
        assertThat(end("9", "123456789")).isEqualTo(9);
        assertThat(end("9", "123456789.1")).isEqualTo(-1);
        assertThat(end("j", "1234567890123456789")).isEqualTo(19);
    }

    @Test
    void laterGroupsOfOneNumberAreComparedFromTheirOwn() {
        byte[] bytes = "1 2 3 4 5 6 7 8 9 123-45-6789".getBytes(US_ASCII);
        Text text = new Text(bytes, 0, bytes.length, false);
        NumberGroups groups = new NumberGroups();
        for (int at = 0; at <= 18; at += 2) {
            groups.read(text, at);
            assertThat(groups.end(Written.of("3-2-4"))).isEqualTo(at == 18 ? 29 : -1);
        }
    }

    @Test
    void whatMayNotBeginSoIsNotWrittenSo() {
        String[] shapes = {"4~4~4~4", "3-2-4", "3)3-4", "9", "2.2.2-3.2", "5 6", "1 2 2 2 3 3 2"};
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 20_000; i++) {
            Written way = Written.of(shapes[random.nextInt(shapes.length)]);
            long number = 0;
            for (int group = 0; group < 8; group++) {
                number |= (Written.group(random.nextInt(5), " -.)".charAt(random.nextInt(4))) & 0xffL) << (8 * group);
            }
            assertThat(way.is(number) && !way.mayBegin((byte) number, (int) ((number >>> 8) & 31)))
                    .as("seed %d", SEED)
                    .isFalse();
        }
    }

    @Test
    void moreGroupsThanAreToldApartAreRefused() {
        assertThatThrownBy(() -> Written.of("1 1 1 1 1 1 1 1 1")).isInstanceOf(IllegalArgumentException.class);
    }

    private static int end(String shape, String number) {
        byte[] bytes = number.getBytes(US_ASCII);
        NumberGroups groups = new NumberGroups();
        groups.read(new Text(bytes, 0, bytes.length, false), 0);
        return groups.end(Written.of(shape));
    }
}
