package dev.postern.sidecar.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.policy.Reason;
import dev.postern.policy.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DenialStatusTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| ((?:`[a-z_.]+` ?)+) \\| ([1-5][0-9]{2}) \\|$");
    private static final Pattern CODE = Pattern.compile("`([a-z_.]+)`");

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"POLICY_PERMIT"})
    void isTheOneThatTheDocumentGivesTheReason(Reason reason) throws IOException {
        assertThat(DenialStatus.http(Template.refusal(reason)))
                .isEqualTo(documented().getOrDefault(reason.code(), 403));
    }

    @Test
    void theDocumentNamesNoReasonThatIsNone() throws IOException {
        assertThat(Stream.of(Reason.values()).map(Reason::code))
                .containsAll(documented().keySet());
    }

    private static Map<String, Integer> documented() throws IOException {
        Map<String, Integer> statuses = new HashMap<>();
        Matcher row = ROW.matcher(Files.readString(Path.of("../docs/ext-authz.md")));
        while (row.find()) {
            int status = Integer.parseInt(row.group(2));
            CODE.matcher(row.group(1)).results().forEach(code -> statuses.put(code.group(1), status));
        }
        return statuses;
    }
}
