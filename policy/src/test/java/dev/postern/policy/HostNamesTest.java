package dev.postern.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.ccl.ResourcePattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostNamesTest {

    @ParameterizedTest
    @CsvSource({
        "/api.example.com/**, /api.example.com:443/v1, true",
        "/api.example.com/**, /api.example.com:8443/v1, true",
        "/api.example.com:443/**, /api.example.com:443/v1, true",
        "/api.example.com:443/**, /api.example.com:8443/v1, false",
        "/api.example.com/**, /api.example.com/v1, true",
        "/*.example.com/**, /api.example.com:443/v1, true",
        "/*.example.com/**, /a.b.example.com:443/v1, true",
        "/*.example.com:443/**, /a.b.example.com:443/v1, true",
        "/*.example.com:443/**, /a.b.example.com:444/v1, false",
        "/*.example.com/**, /example.com:443/v1, false",
        "/*.example.com/**, /evilexample.com:443/v1, false",
        "/*.example.com/**, /example.com.evil.com:443/v1, false",
        "/*.example.com/v1, /api.example.com:443/v1, true",
        "/*.example.com/v1, /api.example.com:443/v2, false",
        "/*.0.0.1/**, /127.0.0.1:443/v1, false",
        "/127.0.0.1/**, /127.0.0.1:443/v1, true",
        "/[::1]/**, /[::1]:443/v1, true",
        "/[::1]:443/**, /[::1]:443/v1, true",
        "/[:/**, /[::1]:443/v1, false",
        "/**, /api.example.com:443/v1, true",
        "/*/**, /api.example.com:443/v1, true",
        "/*/api.example.com, /x.y:1/api.example.com, true",
        "/a/api.example.com, /a:1/b.api.example.com, false",
    })
    void rulesNameHostsWithOrWithoutPortAndAllNamesBelowOne(String pattern, String resource, boolean matches) {
        Program program = Checks.program("permit egress.connect on " + pattern);
        Check check = Checks.check("egress.connect", resource);
        assertThat(Checks.decide(program, check).outcome() == Outcome.ALLOW).isEqualTo(matches);
        assertThat(HostNames.matches(new ResourcePattern(pattern), check)).isEqualTo(matches);
    }

    @Test
    void otherActionsTakeSegmentsAsTheyAre() {
        Program program = Checks.program("permit ** on /*.example.com/**", "permit ** on /example.com/**");
        assertThat(Checks.decide(program, Checks.check("file.read", "/a.example.com/x"))
                        .outcome())
                .isEqualTo(Outcome.DENY);
        assertThat(Checks.decide(program, Checks.check("file.read", "/example.com:443/x"))
                        .outcome())
                .isEqualTo(Outcome.DENY);
    }

    @Test
    void aNarrowerHostBeatsABroaderDenial() {
        Program program = Checks.program(
                "deny egress.connect on /**",
                "permit egress.connect on /*.example.com/**",
                "deny egress.connect on /bad.example.com/**");
        assertThat(Checks.decide(program, Checks.check("egress.connect", "/api.example.com:443/x"))
                        .outcome())
                .isEqualTo(Outcome.ALLOW);
        assertThat(Checks.decide(program, Checks.check("egress.connect", "/bad.example.com:443/x"))
                        .outcome())
                .isEqualTo(Outcome.DENY);
    }
}
