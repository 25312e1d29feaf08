package dev.postern.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.ccl.FieldPath;
import dev.postern.crypto.DamagedException;
import dev.postern.policy.Attributes;
import dev.postern.policy.Check;
import dev.postern.policy.Principal;
import dev.postern.policy.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class QuestionTest {

    private static final Check CHECK = new Check(
            "shop",
            new Principal(
                    "ann",
                    List.of("admin", "clerk"),
                    Map.of("level", new Value.Int(-3), "email", new Value.Text("a@b.example"))),
            "file.read",
            "/docs/\u00e9\ud83d\ude00\ud800",
            Map.of(
                    "deep",
                    new Value.Fields(Map.of(
                            "list", new Value.Items(List.of(Value.Bool.TRUE, Value.Null.NULL, new Value.Real(-0.0))))),
                    "n",
                    new Value.Int(Long.MIN_VALUE)),
            Attributes.NONE,
            1_700_000_000_123L);

    private final QuestionWriter writer = new QuestionWriter();

    @Test
    void comesBackAsItWasAsked() throws Exception {
        Question question = Question.decode(write(Sensitive.ALWAYS));
        assertThat(question.tenant()).isEqualTo("shop");
        assertThat(question.principal()).isEqualTo("ann");
        assertThat(question.roles()).containsExactly("admin", "clerk");
        assertThat(question.principalAttributes()).isEqualTo(CHECK.principal().attributes());
        assertThat(question.action()).isEqualTo("file.read");
        assertThat(question.resource()).isEqualTo(CHECK.resource());
        assertThat(question.context()).isEqualTo(CHECK.context());
        assertThat(question.nowMillis()).isEqualTo(CHECK.nowMillis());
        assertThat(question.facts())
                .isEqualTo(Map.of(
                        FieldPath.of("request.method"),
                        Optional.of(new Value.Text("GET")),
                        FieldPath.of("request.query.q"),
                        Optional.empty()));
        assertThat(question.withheld()).isEmpty();
        assertThat(writer.seals().count()).isZero();
    }

    @Test
    void fieldsAreWrittenInOrderHoweverManyThereAre() throws Exception {
        SplittableRandom random = new SplittableRandom(7);
        for (int size = 0; size < 40; size++) {
            List<String> names = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                names.add("name-" + (100 + i));
            }
            Map<String, Value> shuffled = new LinkedHashMap<>();
            List<String> rest = new ArrayList<>(names);
            while (!rest.isEmpty()) {
                String name = rest.remove(random.nextInt(rest.size()));
                shuffled.put(name, new Value.Fields(Map.of("z", Value.Null.NULL, "y", Value.Bool.TRUE)));
            }
            Check check = new Check("t", Principal.NOBODY, "a", "/", shuffled, Attributes.NONE, CHECK.nowMillis());
            writer.check(check, 0, Sensitive.nothing());
            byte[] bytes = writer.out().toByteArray();
            assertThat(Question.decode(bytes).context()).isEqualTo(shuffled);
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            assertThat(names).isSortedAccordingTo(Comparator.comparingInt(text::indexOf));
            assertThat(text.indexOf('y')).isLessThanOrEqualTo(text.indexOf('z'));
        }
    }

    @Test
    void sensitiveValuesAreSealedWholeAndOnlyOnce() {
        write(Sensitive.of(List.of(
                FieldPath.of("principal.email"),
                FieldPath.of("deep"),
                FieldPath.of("deep.list"),
                FieldPath.of("request.method"))));
        assertThat(writer.seals().count()).isEqualTo(3);
        assertThat(sealed(0)).contains("a@b.example");
        assertThat(sealed(2)).contains("GET");
    }

    @Test
    void bodiesAndCredentialsAreAlwaysSealed() {
        for (String path : List.of("request.body", "request.body.card.number", "request.headers.authorization")) {
            writer.check(CHECK, 1, Sensitive.ALWAYS);
            writer.fact(FieldPath.of(path), new Value.Text("secret"), Sensitive.ALWAYS);
            assertThat(writer.seals().count()).as(path).isEqualTo(1);
        }
    }

    @Test
    void nothingShorterOrLongerIsTheSameQuestion() {
        byte[] good = write(Sensitive.ALWAYS);
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThatThrownBy(() -> Question.decode(cut)).isInstanceOf(DamagedException.class);
        }
        byte[] more = Arrays.copyOf(good, good.length + 1);
        assertThatThrownBy(() -> Question.decode(more)).isInstanceOf(DamagedException.class);
    }

    @Test
    void commitmentsAreHmacSha256() throws Exception {
        byte[] salt = "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        byte[] question = write(Sensitive.ALWAYS);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(salt, "HmacSHA256"));
        assertThat(new Opening(salt, question).commitment()).isEqualTo(TreeHash.of(mac.doFinal(question)));
    }

    private String sealed(int i) {
        int start = writer.seals().start(i);
        return new String(
                writer.out().array(),
                start,
                writer.seals().end(i) - start,
                java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private byte[] write(Sensitive sensitive) {
        writer.check(CHECK, 2, sensitive);
        writer.fact(FieldPath.of("request.method"), new Value.Text("GET"), sensitive);
        writer.fact(FieldPath.of("request.query.q"), null, sensitive);
        return writer.out().toByteArray();
    }
}
