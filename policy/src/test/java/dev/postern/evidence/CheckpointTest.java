package dev.postern.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CheckpointTest {

    private static final String ROOT = "rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=";

    @Test
    void isThreeLines() {
        Checkpoint checkpoint =
                new Checkpoint("example.com/log", 15, Objects.requireNonNull(TreeHash.fromBase64(ROOT)));
        assertThat(checkpoint.text()).isEqualTo("example.com/log\n15\n" + ROOT + "\n");
        assertThat(Checkpoint.parse(checkpoint.text())).isEqualTo(checkpoint);
    }

    @Test
    void sizesGoFromNothingToTheLargestTree() {
        assertThat(Checkpoint.parse("log\n0\n" + ROOT + "\n")).isNotNull();
        assertThat(Checkpoint.parse("log\n4611686018427387904\n" + ROOT + "\n")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "log",
                "log\n15",
                "log\n15\n" + ROOT,
                "\n15\n" + ROOT + "\n",
                "log\n15\n" + ROOT + "\n\n",
                "log\n15\n" + ROOT + "\nextension\n",
                "log\r\n15\r\n" + ROOT + "\r\n",
                "my log\n15\n" + ROOT + "\n",
                "lo+g\n15\n" + ROOT + "\n",
                "lo\u00a0g\n15\n" + ROOT + "\n",
                "lo\tg\n15\n" + ROOT + "\n",
                "lo\ud800g\n15\n" + ROOT + "\n",
                "log\n\n" + ROOT + "\n",
                "log\n+15\n" + ROOT + "\n",
                "log\n-1\n" + ROOT + "\n",
                "log\n015\n" + ROOT + "\n",
                "log\n00\n" + ROOT + "\n",
                "log\n0x1\n" + ROOT + "\n",
                "log\n1 \n" + ROOT + "\n",
                "log\n\u0661\n" + ROOT + "\n",
                "log\n4611686018427387905\n" + ROOT + "\n",
                "log\n9223372036854775808\n" + ROOT + "\n",
                "log\n18446744073709551616\n" + ROOT + "\n",
                "log\n15\n\n",
                "log\n15\nrKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs\n",
                "log\n15\nrKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383ct=\n",
                "log\n15\nrKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja_1nk427v383cs=\n",
                "log\n15\nrKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v38\n",
                "log\n15\nrKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383csA\n",
                "log\n15\n " + ROOT + "\n",
            })
    void refusesWhatIsNotExactlyACheckpoint(String text) {
        assertThat(Checkpoint.parse(text)).isNull();
    }

    @Test
    void cannotBeMadeWithANameOrSizeItCouldNotCarry() {
        TreeHash root = Objects.requireNonNull(TreeHash.fromBase64(ROOT));
        assertThatThrownBy(() -> new Checkpoint("a\nb", 1, root)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Checkpoint("x".repeat(257), 1, root)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Checkpoint("log", -1, root)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Checkpoint("log", Frontier.MAX_SIZE + 1, root))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
