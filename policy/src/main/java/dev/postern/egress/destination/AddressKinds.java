package dev.postern.egress.destination;

import dev.postern.ccl.Cidr;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells the kind of an address by its bits. An IPv6 address that carries an IPv4 one (mapped, compatible, translated,
 * NAT64, 6to4, Teredo, ISATAP) is of the kind of what it carries, because that is where packets end up. After the IANA
 * special-purpose registries, and the addresses that clouds document for their metadata.
 */
final class AddressKinds {

    private record Entry(Cidr block, AddressKind kind) {}

    /** The first that holds an address tells its kind. */
    private static final List<Entry> V4 = entries(
            AddressKind.METADATA, List.of("169.254.169.254", "169.254.170.0/24", "100.100.100.200", "168.63.129.16"),
            AddressKind.UNSPECIFIED, List.of("0.0.0.0/8"),
            AddressKind.LOOPBACK, List.of("127.0.0.0/8"),
            AddressKind.PRIVATE, List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"),
            AddressKind.SHARED, List.of("100.64.0.0/10"),
            AddressKind.LINK_LOCAL, List.of("169.254.0.0/16"),
            AddressKind.MULTICAST, List.of("224.0.0.0/4"),
            AddressKind.BROADCAST, List.of("255.255.255.255"),
            AddressKind.RESERVED,
                    List.of(
                            "192.0.0.0/24",
                            "192.0.2.0/24",
                            "192.31.196.0/24",
                            "192.52.193.0/24",
                            "192.88.99.0/24",
                            "192.175.48.0/24",
                            "198.18.0.0/15",
                            "198.51.100.0/24",
                            "203.0.113.0/24",
                            "240.0.0.0/4"));

    private static final List<Entry> V6 = entries(
            AddressKind.METADATA, List.of("fd00:ec2::/32", "fd20:ce::254", "fd00:42::42"),
            AddressKind.UNSPECIFIED, List.of("::"),
            AddressKind.LOOPBACK, List.of("::1"),
            AddressKind.PRIVATE, List.of("fc00::/7", "fec0::/10"),
            AddressKind.LINK_LOCAL, List.of("fe80::/10"),
            AddressKind.MULTICAST, List.of("ff00::/8"),
            AddressKind.RESERVED, List.of("2001::/23", "2001:db8::/32", "3fff::/20"));

    private static final Cidr GLOBAL_UNICAST = cidr("2000::/3");
    private static final Cidr TEREDO = cidr("2001::/32");
    private static final Cidr SIX_TO_FOUR = cidr("2002::/16");
    private static final Cidr NAT64 = cidr("64:ff9b::/96");
    private static final Cidr TRANSLATED = cidr("::ffff:0:0:0/96");
    private static final long MAPPED = 0xffff;
    private static final long ISATAP = 0x5efe;
    /** The universal bit may be set in an ISATAP interface identifier. */
    private static final long UNIVERSAL = 0x0200_0000;

    private AddressKinds() {}

    static AddressKind of(Cidr address) {
        if (!address.v6()) {
            return first(V4, address, AddressKind.PUBLIC);
        }
        for (Cidr inner : carried(address)) {
            AddressKind kind = of(inner);
            if (kind != AddressKind.PUBLIC) {
                return kind;
            }
        }
        boolean carrier = isCarrier(address);
        AddressKind other = carrier || GLOBAL_UNICAST.contains(address) ? AddressKind.PUBLIC : AddressKind.RESERVED;
        return carrier ? other : first(V6, address, other);
    }

    /** The IPv4 addresses that packets for an IPv6 address may end up at. */
    static List<Cidr> carried(Cidr address) {
        List<Cidr> inner = new ArrayList<>(2);
        long high = address.high();
        long low = address.low();
        if (TEREDO.contains(address)) {
            inner.add(v4(high));
            inner.add(v4(~low));
        } else if (SIX_TO_FOUR.contains(address)) {
            inner.add(v4(high >>> 16));
        } else if (NAT64.contains(address) || TRANSLATED.contains(address) || isV4InZeros(address)) {
            inner.add(v4(low));
        } else if (((low >>> 32) & ~UNIVERSAL) == ISATAP) {
            inner.add(v4(low));
        }
        return inner;
    }

    private static boolean isCarrier(Cidr address) {
        return TEREDO.contains(address)
                || SIX_TO_FOUR.contains(address)
                || NAT64.contains(address)
                || TRANSLATED.contains(address)
                || isV4InZeros(address);
    }

    /** Mapped, or compatible; the unspecified and the loopback address are neither. */
    private static boolean isV4InZeros(Cidr address) {
        long low = address.low();
        return address.high() == 0 && (low >>> 32 == MAPPED || (low >>> 32 == 0 && low > 1));
    }

    private static Cidr v4(long bits) {
        return new Cidr(false, 0, bits & 0xffff_ffffL, 32);
    }

    private static AddressKind first(List<Entry> entries, Cidr address, AddressKind otherwise) {
        for (Entry entry : entries) {
            if (entry.block().contains(address)) {
                return entry.kind();
            }
        }
        return otherwise;
    }

    private static List<Entry> entries(Object... kindsAndBlocks) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < kindsAndBlocks.length; i += 2) {
            AddressKind kind = (AddressKind) kindsAndBlocks[i];
            for (Object block : (List<?>) kindsAndBlocks[i + 1]) {
                entries.add(new Entry(cidr((String) block), kind));
            }
        }
        return List.copyOf(entries);
    }

    private static Cidr cidr(String text) {
        Cidr block = Cidr.parse(text);
        if (block == null) {
            throw new IllegalStateException("no block of addresses: " + text);
        }
        return block;
    }
}
