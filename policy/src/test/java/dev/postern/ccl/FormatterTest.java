package dev.postern.ccl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FormatterTest {

    private static final Condition A = comparison("a");
    private static final Condition B = comparison("b");
    private static final Condition C = comparison("c");

    @Test
    void whatItWritesParsesBackToAnEqualDocument() {
        Seeds.forEach(1_000, seed -> {
            Document document = new DocumentGenerator(seed).document(8);
            String canonical = Formatter.format(document);
            assertThat(Spans.without(ParserTest.parsed(canonical))).isEqualTo(Spans.without(document));
        });
    }

    @Test
    void anyWayOfWritingADocumentHasTheSameCanonicalForm() {
        Seeds.forEach(1_000, seed -> {
            DocumentGenerator generator = new DocumentGenerator(seed);
            Document document = generator.document(8);
            String text = generator.text(document);
            assertThat(Formatter.format(ParserTest.parsed(text))).as(text).isEqualTo(Formatter.format(document));
        });
    }

    @Test
    void parenthesesStandOnlyWhereTheMeaningNeedsThem() {
        assertThat(Formatter.format(new Condition.Not(new Condition.And(List.of(A, B)))))
                .isEqualTo("not (a = 1 and b = 1)");
        assertThat(Formatter.format(new Condition.And(List.of(new Condition.Or(List.of(A, B)), C))))
                .isEqualTo("(a = 1 or b = 1) and c = 1");
        assertThat(Formatter.format(new Condition.Or(List.of(new Condition.And(List.of(A, B)), C))))
                .isEqualTo("a = 1 and b = 1 or c = 1");
        assertThat(Formatter.format(new Condition.And(List.of(A, new Condition.And(List.of(B, C))))))
                .isEqualTo("a = 1 and b = 1 and c = 1");
        assertThat(Formatter.format(new Condition.Not(new Condition.Not(A)))).isEqualTo("not not a = 1");
    }

    private static Condition comparison(String field) {
        return new Condition.Comparison(FieldPath.of(field), Operator.EQUAL, new Operand.Int(1), new Span(1, 1));
    }
}
