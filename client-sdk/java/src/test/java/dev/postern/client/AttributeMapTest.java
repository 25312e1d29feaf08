package dev.postern.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.v1.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
final class AttributeMapTest {

    @Test
    void keepsTheTypeOfEveryValue() {
        Map<String, Value> values = AttributeMap.of(Map.of(
                        "int",
                        1,
                        "long",
                        Long.MIN_VALUE,
                        "real",
                        1.0,
                        "bool",
                        true,
                        "text",
                        "1",
                        "list",
                        Arrays.asList(1, null, "a"),
                        "map",
                        Map.of("in", 2)))
                .values();
        assertThat(values.get("int").getInt()).isEqualTo(1);
        assertThat(values.get("long").getInt()).isEqualTo(Long.MIN_VALUE);
        assertThat(values.get("real").getKindCase()).isEqualTo(Value.KindCase.REAL);
        assertThat(values.get("bool").getBool()).isTrue();
        assertThat(values.get("text").getText()).isEqualTo("1");
        assertThat(values.get("list").getItems().getValuesList())
                .extracting(Value::getKindCase)
                .containsExactly(Value.KindCase.INT, Value.KindCase.NULL, Value.KindCase.TEXT);
        assertThat(values.get("map").getFields().getValuesOrThrow("in").getInt())
                .isEqualTo(2);
    }

    @Test
    void buildsWithoutChangingWhatWasThere() {
        AttributeMap one = AttributeMap.EMPTY.with("a", 1);
        AttributeMap two =
                one.with("b", "x").with("c", 0.5).with("d", true).with("e", one).with("f", List.of("y"));
        assertThat(one.values()).containsOnlyKeys("a");
        assertThat(two.values()).containsOnlyKeys("a", "b", "c", "d", "e", "f");
    }

    @Test
    void refusesWhatPolicyCannotCompare() {
        assertThatThrownBy(() -> AttributeMap.of(Map.of("x", new Object()))).hasMessageContaining("expected null");
        assertThatThrownBy(() -> AttributeMap.of(Map.of("x", Map.of(1, 2)))).hasMessageContaining("expected a string");
        assertThatThrownBy(() -> AttributeMap.EMPTY.with("x", Double.NaN)).hasMessageContaining("finite");
        List<Object> deep = new ArrayList<>();
        deep.add(deep);
        assertThatThrownBy(() -> AttributeMap.of(Map.of("x", deep))).hasMessageContaining("64 levels");
    }
}
