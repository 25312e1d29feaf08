package dev.postern.egress.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.ccl.Cidr;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DestinationRulesTest {

    @ParameterizedTest
    @CsvSource({
        "8.8.8.8, PUBLIC",
        "1.1.1.1, PUBLIC",
        "2606:4700::1111, PUBLIC",
        "2a00:1450::1, PUBLIC",
        "0.0.0.0, UNSPECIFIED",
        "0.1.2.3, UNSPECIFIED",
        "::, UNSPECIFIED",
        "127.0.0.1, LOOPBACK",
        "127.255.255.255, LOOPBACK",
        "::1, LOOPBACK",
        "10.0.0.1, PRIVATE",
        "172.15.255.255, PUBLIC",
        "172.16.0.0, PRIVATE",
        "172.31.255.255, PRIVATE",
        "172.32.0.0, PUBLIC",
        "192.168.1.1, PRIVATE",
        "fc00::1, PRIVATE",
        "fdff::1, PRIVATE",
        "fec0::1, PRIVATE",
        "100.64.0.1, SHARED",
        "100.127.255.255, SHARED",
        "100.128.0.0, PUBLIC",
        "169.254.1.1, LINK_LOCAL",
        "fe80::1, LINK_LOCAL",
        "febf::1, LINK_LOCAL",
        "169.254.169.254, METADATA",
        "169.254.170.2, METADATA",
        "100.100.100.200, METADATA",
        "168.63.129.16, METADATA",
        "fd00:ec2::254, METADATA",
        "fd20:ce::254, METADATA",
        "224.0.0.1, MULTICAST",
        "ff02::1, MULTICAST",
        "255.255.255.255, BROADCAST",
        "240.0.0.1, RESERVED",
        "192.0.2.1, RESERVED",
        "198.18.0.1, RESERVED",
        "2001:db8::1, RESERVED",
        "100::1, RESERVED",
        "4000::1, RESERVED",
        "64:ff9b:1::1, RESERVED",
        // Carried addresses: mapped, compatible, translated, NAT64, 6to4, Teredo, ISATAP.
        "::ffff:127.0.0.1, LOOPBACK",
        "::ffff:169.254.169.254, METADATA",
        "::ffff:8.8.8.8, PUBLIC",
        "::127.0.0.1, LOOPBACK",
        "::10.1.2.3, PRIVATE",
        "::ffff:0:127.0.0.1, LOOPBACK",
        "64:ff9b::7f00:1, LOOPBACK",
        "64:ff9b::a9fe:a9fe, METADATA",
        "64:ff9b::808:808, PUBLIC",
        "2002:7f00:1::, LOOPBACK",
        "2002:a9fe:a9fe::1, METADATA",
        "2002:808:808::1, PUBLIC",
        "2001:0:7f00:1::1, LOOPBACK",
        "2001:0:808:808:0:0:f5ff:fffe, PRIVATE",
        "2001:0:808:808:0:0:f7f7:f7f7, PUBLIC",
        "2001:0:808:808:0:0:5601:5601, METADATA",
        "2606:4700::5efe:7f00:1, LOOPBACK",
        "2606:4700::200:5efe:a00:1, PRIVATE",
    })
    void knowsWhatAnAddressIsFor(String address, AddressKind kind) throws UnknownHostException {
        Cidr written = Objects.requireNonNull(Cidr.parse(address));
        assertThat(DestinationRules.kind(written)).isEqualTo(kind);
        assertThat(DestinationRules.kind(
                        IpText.of(InetAddress.getByName(address).getAddress())))
                .as("as octets")
                .isEqualTo(kind);
    }

    @Test
    void refusesMappedAddressesThatKeptTheirOctets() {
        byte[] octets = new byte[16];
        octets[10] = octets[11] = (byte) 0xff;
        octets[12] = 127;
        octets[15] = 1;
        assertThat(DestinationRules.DEFAULTS.permits(IpText.of(octets))).isFalse();
        assertThat(IpText.text(IpText.of(octets))).isEqualTo("::ffff:7f00:1");
        assertThatThrownBy(() -> IpText.of(new byte[5])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void allowsWhatIsAllowedAlsoWhereItIsCarried() {
        DestinationRules rules = rules(List.of("10.1.0.0/16"), List.of("10.1.2.0/24", "8.8.8.0/24"));
        assertThat(rules.permits(cidr("10.1.0.1"))).isTrue();
        assertThat(rules.permits(cidr("64:ff9b::a01:1"))).isTrue();
        assertThat(rules.permits(cidr("10.2.0.1"))).isFalse();
        assertThat(rules.permits(cidr("10.1.2.1"))).as("blocked beats allowed").isFalse();
        assertThat(rules.permits(cidr("64:ff9b::a01:201"))).isFalse();
        assertThat(rules.permits(cidr("8.8.8.8"))).as("blocked beats public").isFalse();
        assertThat(rules.permits(cidr("8.8.4.4"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com/, ",
        "http://example.com/, SCHEME",
        "https://example.com:8443/, PORT",
        "https://аррӏе.com/, DECEPTIVE",
        "https://2130706433/, ADDRESS",
        "https://[::ffff:a9fe:a9fe]/latest, ADDRESS",
        "https://8.8.8.8/, ",
    })
    void saysWhatSpeaksAgainstADestination(String url, DestinationFault fault) {
        assertThat(DestinationRules.DEFAULTS.fault(((UrlReading.Clear) WebUrl.parse(url)).url()))
                .isEqualTo(fault);
    }

    @Test
    void allowsWhatTheConfigurationOpens() {
        DestinationRules open = new DestinationRules(true, Set.of(), true, List.of(cidr("127.0.0.0/8")), List.of());
        for (String url : List.of("http://127.1:9/", "https://аррӏе.com:1/")) {
            assertThat(open.fault(((UrlReading.Clear) WebUrl.parse(url)).url())).isNull();
        }
    }

    private static DestinationRules rules(List<String> allowed, List<String> blocked) {
        return new DestinationRules(
                false,
                Set.of(),
                false,
                allowed.stream().map(DestinationRulesTest::cidr).toList(),
                blocked.stream().map(DestinationRulesTest::cidr).toList());
    }

    private static Cidr cidr(String text) {
        return Objects.requireNonNull(Cidr.parse(text));
    }
}
