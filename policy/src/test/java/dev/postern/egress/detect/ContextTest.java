package dev.postern.egress.detect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ContextTest {

    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final List<Topic> TOPICS = List.copyOf(EnumSet.allOf(Topic.class));
    private static final String[] PIECES = {
        "card",
        "tel",
        "phone",
        "phonenumber",
        "Ssn",
        "user",
        "id",
        "identify",
        " ",
        " ",
        "_",
        "\n",
        "\\n",
        "7",
        "x",
        "TEL",
        "soc sec"
    };

    @Test
    void aWordIsNearWhateverWasAskedBefore() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < 300; round++) {
            Text text = text(random);
            for (int i = 0; i < 60; i++) {
                int at = random.nextInt(text.to);
                Topic topic = TOPICS.get(random.nextInt(TOPICS.size()));
                Text fresh = new Text(text.bytes, 0, text.to, false);
                assertThat(text.near(at, topic))
                        .as("seed %d round %d at %d of %s", SEED, round, at, topic)
                        .isEqualTo(fresh.near(at, topic));
            }
        }
    }

    @Test
    void aWordCountsUpToItsReach() {
        for (int gap = 0; gap < 100; gap++) {
            Text text = new Text(("ssn" + " ".repeat(gap) + "1").getBytes(ISO_8859_1), 0, gap + 4, false);
            assertThat(text.near(gap + 3, Topic.SOCIAL_SECURITY)).isEqualTo(gap > 0 && gap + 3 <= Context.REACH);
        }
    }

    @Test
    void aShortWordStandsAloneAndALongOneBegins() {
        assertThat(near("identify 1", Topic.CHINA)).isFalse();
        assertThat(near("id 1", Topic.CHINA)).isTrue();
        assertThat(near("userId 1", Topic.CHINA)).isTrue();
        assertThat(near("telephones 1", Topic.PHONE)).isTrue();
        assertThat(near("hotel 1", Topic.PHONE)).isFalse();
    }

    @Test
    void thereAreNoMoreTopicsThanBits() {
        assertThat(EnumSet.allOf(Topic.class)).hasSizeLessThanOrEqualTo(Long.SIZE);
    }

    private static boolean near(String words, Topic topic) {
        byte[] bytes = words.getBytes(ISO_8859_1);
        return new Text(bytes, 0, bytes.length, false).near(bytes.length - 1, topic);
    }

    private static Text text(SplittableRandom random) {
        StringBuilder words = new StringBuilder();
        for (int n = 10 + random.nextInt(200); n > 0; n--) {
            words.append(PIECES[random.nextInt(PIECES.length)]);
        }
        byte[] bytes = words.toString().getBytes(ISO_8859_1);
        return new Text(bytes, 0, bytes.length, false);
    }
}
