package dev.postern.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.ccl.FieldPath;
import dev.postern.crypto.ContentDigest;
import dev.postern.egress.destination.UrlReading;
import dev.postern.egress.destination.WebUrl;
import dev.postern.egress.label.Labels;
import dev.postern.policy.EgressFields;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EgressFactsTest {

    private static final Scan CLEAN = new Scan(List.of(), Optional.empty(), 9);

    private final EgressFacts facts = new EgressFacts(
            Direction.REQUEST,
            ((UrlReading.Clear) WebUrl.parse("https://api.partner.com/v1")).url(),
            List.of(),
            new Inspection(CLEAN, CLEAN, 0, ContentDigest.ZERO, 9),
            Labels.NONE,
            Labels.NONE,
            "session",
            Verdict.ALLOW,
            null);

    @Test
    void haveAValueForEveryFieldThatIsKnownOfThem() {
        EgressFields.groups()
                .forEach((group, names) ->
                        names.forEach(name -> assertThat(facts.find(FieldPath.of("egress." + group + "." + name)))
                                .as("%s.%s", group, name)
                                .isNotNull()));
        EgressFields.plain()
                .forEach(name -> assertThat(facts.find(FieldPath.of("egress." + name)))
                        .as(name)
                        .isNotNull());
        for (FindingType type : FindingType.values()) {
            assertThat(facts.find(FieldPath.of("egress.findings.of_" + type.id())))
                    .isNotNull();
        }
    }

    @Test
    void haveNoneForAnyOther() {
        for (String path :
                List.of("egress.host", "egress.findings.of_nothing", "egress.findings.count.x", "other.count")) {
            assertThat(facts.find(FieldPath.of(path))).as(path).isNull();
        }
    }
}
