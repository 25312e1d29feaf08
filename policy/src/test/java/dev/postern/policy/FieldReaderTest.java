package dev.postern.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.ccl.FieldPath;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FieldReaderTest {

    @Test
    void tellsTheHourInTheZone() {
        LocalTime time = new LocalTime();
        Check check = Checks.check("read", "/a");
        FieldReader hour = FieldReader.of(FieldPath.of("env.hour"));
        assertThat(hour.read(check, time)).isEqualTo(new Value.Int(2));
        time.in(ZoneId.of("Asia/Kolkata"));
        assertThat(hour.read(check, time)).isEqualTo(new Value.Int(8));
    }

    @Test
    void findsThePartsOfThePrincipal() {
        Principal ada =
                new Principal("ada", List.of("ops"), Map.of("team", Checks.text("red"), "id", Checks.text("7")));
        assertThat(read("principal.id", ada)).isEqualTo("ada");
        assertThat(read("principal.attributes.id", ada)).isEqualTo("7");
        assertThat(read("principal.roles", ada)).isEqualTo(List.of("ops"));
        assertThat(read("principal.team", ada)).isEqualTo("red");
        assertThat(read("principal.other", ada)).isNull();
        assertThat(read("principal.id", Principal.NOBODY)).isNull();
        assertThat(read("principal.roles", Principal.NOBODY)).isNull();
    }

    private static @Nullable Object read(String path, Principal principal) {
        return FieldReader.of(FieldPath.of(path)).read(Checks.by(principal, "read", "/a"), new LocalTime());
    }
}
