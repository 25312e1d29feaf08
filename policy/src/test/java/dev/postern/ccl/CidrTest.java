package dev.postern.ccl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "10.1.2.3/8, 10.9.9.9, true",
        "10.0.0.0/8, 10.0.0.0/7, false",
        "0.0.0.0/0, 255.255.255.255, true",
        "0.0.0.0/0, ::1, false",
        "::/0, 10.0.0.1, false",
        "::/0, ffff::1, true",
        "192.168.1.7, 192.168.1.7, true",
        "192.168.1.7, 192.168.1.6, false",
        "2001:db8::/32, 2001:DB8:0:0:1:2:3:4, true",
        "2001:db8::/32, 2001:db9::1, false",
        "2001:db8::1/65, 2001:db8::7fff:0:0:1, true",
        "2001:db8::1/65, 2001:db8::8000:0:0:1, false",
        "1::/128, 1:0:0:0:0:0:0:0, true",
        "::ffff:10.0.0.0/104, 10.7.7.7, true",
        "10.0.0.0/8, ::ffff:10.7.7.7, true",
        "10.0.0.0/8, ::ffff:a07:707, true",
        "::10.0.0.1, ::a00:1, true",
        "::10.0.0.1, 10.0.0.1, false"
    })
    void containsTheAddressesThatShareItsPrefix(String block, String address, boolean contained) {
        Cidr outer = Cidr.parse(block);
        Cidr inner = Cidr.parse(address);
        assertThat(outer).isNotNull();
        assertThat(inner).isNotNull();
        assertThat(outer != null && inner != null && outer.contains(inner)).isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "10",
                "10.0.0",
                "10.0.0.0.0",
                "10.0.0.256",
                "10.0.0.01",
                "10.0.0.",
                ".10.0.0",
                "10..0.0",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/08",
                "10.0.0.0/8/8",
                " 10.0.0.0",
                "1o.0.0.0",
                "::/129",
                ":",
                ":::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1::2::3",
                "12345::",
                "g::",
                "1:",
                ":1",
                "1:2:3:4:5:6:7:8::",
                "::1%eth0",
                "::1.2.3",
                "1:2:3:4:5:6:7:1.2.3.4",
                "[::1]",
                "::١",
                "fe80::1\n"
            })
    void whatIsNoAddressIsRefused(String text) {
        assertThat(Cidr.parse(text)).isNull();
    }
}
