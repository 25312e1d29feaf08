package dev.postern.loadtest.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.egress.FindingType;
import dev.postern.loadtest.quality.LabelledText.Label;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CasesFileTest {

    @Test
    void aLineIsATextItsFindingsAndItsKind() {
        LabelledText text = only(
                "{\"text\":\"é a@b.org\",\"findings\":[{\"type\":\"email\",\"start\":3,\"end\":10}],\"kind\":\"mail\"}");
        assertThat(text.kind()).isEqualTo("mail");
        assertThat(text.text()).isEqualTo("é a@b.org");
        assertThat(text.labels()).containsExactly(new Label(FindingType.EMAIL, 3, 10));
    }

    @Test
    void aTextWithoutFindingsHoldsNothing() {
        assertThat(only("{\"text\":\"a\"}").labels()).isEmpty();
        assertThat(only("{\"text\":\"a\",\"findings\":[]}").kind()).isEqualTo("other");
    }

    @Test
    void emptyLinesAreCountedAndSkipped() {
        CasesFile.Read read = (CasesFile.Read) CasesFile.of(List.of("", "{\"text\":\"a\"}", " ", "{\"text\":\"b\"}"));
        assertThat(read.texts()).extracting(LabelledText::line).containsExactly(2, 4);
    }

    @Test
    void theLinesOfTheDocumentAreCases() throws IOException {
        Matcher lines = Pattern.compile("```json\n(\\{\"text\".*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../docs/egress.md")));
        assertThat(lines.find()).isTrue();
        assertThat(CasesFile.of(lines.group(1).lines().toList()))
                .isInstanceOfSatisfying(
                        CasesFile.Read.class,
                        read -> assertThat(read.texts())
                                .extracting(LabelledText::kind)
                                .containsExactly("note", "digest"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'text':'abc'|byte",
                "[]|expected an object",
                "{}|case.text is missing",
                "{'text':'abc','label':1}|unknown member 'label'",
                "{'text':'abc','findings':[{'type':'mail','start':0,'end':1}]}|finding.type is refused",
                "{'text':'abc','findings':[{'type':'email','start':1,'end':1}]}|finding.start is refused",
                "{'text':'abc','findings':[{'type':'email','start':-1,'end':1}]}|finding.start is refused",
                "{'text':'abc','findings':[{'type':'email','start':0,'end':4}]}|within the 3 bytes",
                "{'text':'abc','findings':[{'type':'email','end':1}]}|finding.start is missing",
            })
    void whatIsNoCaseIsRefusedWithItsLine(String line, String problem) {
        CasesFile file = CasesFile.of(List.of("{\"text\":\"\"}", line.replace('\'', '"')));
        assertThat(file).isInstanceOfSatisfying(CasesFile.Malformed.class, malformed -> {
            assertThat(malformed.line()).isEqualTo(2);
            assertThat(malformed.problem()).contains(problem);
        });
    }

    private static LabelledText only(String line) {
        return ((CasesFile.Read) CasesFile.of(List.of(line))).texts().get(0);
    }
}
