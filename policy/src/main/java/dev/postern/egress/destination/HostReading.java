package dev.postern.egress.destination;

import dev.postern.ccl.Cidr;
import java.util.Locale;

/** What came of reading the host part of a URL. */
sealed interface HostReading {

    record Clear(Host host) implements HostReading {}

    record Refused(UrlFault fault) implements HostReading {}

    int MAX_NAME = 253;
    int MAX_LABEL = 63;

    /** Reads a name, an IPv4 address in any of its forms, or an IPv6 address in brackets. */
    static HostReading of(String text) {
        if (text.isEmpty()) {
            return new Refused(UrlFault.HOST_EMPTY);
        }
        if (text.charAt(0) == '[') {
            return bracketed(text);
        }
        boolean ascii = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            ascii &= c < 0x80;
            if (c < 0x80 && !Character.isLetterOrDigit(c) && c != '-' && c != '.' && c != '_') {
                return new Refused(UrlFault.HOST_CHARACTER);
            }
        }
        String lower = ascii ? text.toLowerCase(Locale.ROOT) : text;
        if (ascii && !lower.startsWith("xn--") && !lower.contains(".xn--")) {
            return ascii(lower, false);
        }
        return text.length() > MAX_NAME ? new Refused(UrlFault.HOST_LABEL) : DomainNames.read(text);
    }

    /** Reads a name that needs no mapping, or an IPv4 address. */
    static HostReading ascii(String name, boolean deceptive) {
        int labels = 0;
        int start = 0;
        for (int i = 0; i <= name.length(); i++) {
            if (i == name.length() || name.charAt(i) == '.') {
                if (i == start || i - start > MAX_LABEL) {
                    return new Refused(UrlFault.HOST_LABEL);
                }
                labels++;
                start = i + 1;
            }
        }
        if (name.length() > MAX_NAME) {
            return new Refused(UrlFault.HOST_LABEL);
        }
        if (!NumericHost.endsInNumber(name)) {
            return new Clear(new Host.Name(name, deceptive));
        }
        long address = NumericHost.v4(name, labels);
        return address < 0
                ? new Refused(UrlFault.HOST_NUMBER)
                : new Clear(new Host.Address(new Cidr(false, 0, address, 32)));
    }

    private static HostReading bracketed(String text) {
        Cidr address = text.endsWith("]") ? IpText.v6(text.substring(1, text.length() - 1)) : null;
        return address == null ? new Refused(UrlFault.HOST_ADDRESS) : new Clear(new Host.Address(address));
    }
}
