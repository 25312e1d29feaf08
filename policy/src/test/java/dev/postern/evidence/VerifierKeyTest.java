package dev.postern.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VerifierKeyTest {

    private static final String KEY = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";

    @Test
    void isWrittenAsItIsRead() {
        VerifierKey key = Objects.requireNonNull(VerifierKey.parse(KEY));
        assertThat(key.name()).isEqualTo("example.com/log/testdata");
        assertThat(key.kind()).isEqualTo(VerifierKey.Kind.LOG);
        assertThat(key.keyId()).isEqualTo(0x33d7b496);
        assertThat(key).hasToString(KEY);
    }

    @Test
    void theSameKeyHasAnotherIdAsAWitness() {
        assertThat(Signers.LOG.logKey().keyId())
                .isNotEqualTo(Signers.LOG.witnessKey().keyId());
        assertThat(VerifierKey.parse(Signers.LOG.witnessKey().toString())).isEqualTo(Signers.LOG.witnessKey());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "++",
                "example.com/log/testdata",
                "example.com/log/testdata+33d7b496",
                "+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx",
                "example.com/log testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx",
                "example.com/log/testdata+33d7b497+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx",
                "example.com/log/testdata+33D7B496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx",
                "example.com/log/testdata+033d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx",
                "example.com/log/testdatb+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx",
                "example.com/log/testdata+33d7b496+BeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx",
                "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkS",
                "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx\n",
                "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCF",
                "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSxAAAA",
            })
    void refusesWhatIsNotExactlyAKey(String text) {
        assertThat(VerifierKey.parse(text)).isNull();
    }
}
