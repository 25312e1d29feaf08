package dev.postern.egress.detect;

import dev.postern.egress.FindingType;
import java.util.ArrayList;
import java.util.List;

/** Addresses written in hexadecimal groups: MAC (EUI-48) and IPv6 (RFC 4291). */
final class HardwareAddresses implements Matcher {

    private static final int LONGEST = 46;

    static void addTo(Detectors.Builder builder) {
        List<String> literals = new ArrayList<>();
        List<String> digits = List.of("0", "a", "b", "c", "d", "e", "f");
        for (String a : digits) {
            for (String b : digits) {
                literals.add(a + ":" + b);
                literals.add(a + "::" + b);
                literals.add(a + "-" + b);
                literals.add(a + "." + b);
            }
        }
        builder.on(new HardwareAddresses(), literals.toArray(String[]::new));
    }

    @Override
    public void match(Text text, int start, int end, Sink out) {
        int mark = text.at(start + 1);
        if (mark == '.') {
            dotted(text, start - 3, out);
            return;
        }
        int first = start;
        while (start - first < 4 && Chars.hex(text.at(first - 1))) {
            first--;
        }
        int before = text.at(first - 1);
        if ((Chars.is(before, Chars.WORD) && !text.startsWord(first))
                || before == mark
                || before == '.'
                || before == '%') {
            return;
        }
        out.from(first);
        if (start - first == 1 && mac(text, first, mark)) {
            boolean blank = text.hasFolded("00" + (char) mark + "00" + (char) mark + "00", first)
                    && text.hasFolded("00" + (char) mark + "00", first + 9);
            if (!blank && !text.hasFolded("ff" + (char) mark + "ff" + (char) mark + "ff" + (char) mark + "ff", first)) {
                out.add(FindingType.MAC_ADDRESS, "pii.mac", first, first + 17, 92);
            }
        } else if (mark == ':') {
            ipV6(text, first, out);
        }
    }

    /** Only an IPv6 address has groups of fewer digits than two. */
    @Override
    public Neighbours neighbours(String literal) {
        return literal.indexOf(':') > 0 ? Neighbours.ANY : Neighbours.of(Chars::hex, Chars::hex);
    }

    /** A MAC address in groups of four: {@code 001a.2b3c.4d5e}. */
    private static void dotted(Text text, int first, Sink out) {
        boolean letters = false;
        boolean digits = false;
        for (int i = 0; i < 14; i++) {
            int c = text.at(first + i);
            if (i % 5 == 4 ? c != '.' : !Chars.hex(c)) {
                return;
            }
            letters |= Chars.letter(c);
            digits |= Chars.digit(c);
        }
        int before = text.at(first - 1);
        int after = text.at(first + 14);
        boolean whole = !Chars.is(before, Chars.WORD | Chars.DOT) && !Chars.is(after, Chars.WORD);
        if (letters && digits && whole && (after != '.' || !Chars.alnum(text.at(first + 15)))) {
            out.add(FindingType.MAC_ADDRESS, "pii.mac", first, first + 14, 85);
        }
    }

    private static boolean mac(Text text, int first, int mark) {
        for (int i = 0; i < 17; i++) {
            int c = text.at(first + i);
            if (i % 3 == 2 ? c != mark : !Chars.hex(c)) {
                return false;
            }
        }
        int after = text.at(first + 17);
        return !Chars.is(after, Chars.WORD) && after != mark;
    }

    private static void ipV6(Text text, int first, Sink out) {
        int i = first;
        int groups = 0;
        int gap = 0;
        boolean dotted = false;
        while (i - first < LONGEST) {
            int end = text.after(i, Chars.HEX, 5);
            if (end - i > 4) {
                return;
            }
            if (text.at(end) == '.' && groups > 0 && Chars.digit(text.at(end + 1))) {
                end = text.after(i, Chars.DIGIT | Chars.DOT, 15);
                dotted = true;
            }
            groups += end > i ? 1 : 0;
            i = end;
            if (dotted || text.at(i) != ':') {
                break;
            }
            boolean twice = text.at(i + 1) == ':';
            if (!twice && !Chars.hex(text.at(i + 1))) {
                break;
            }
            gap += twice ? 1 : 0;
            i += twice ? 2 : 1;
        }
        if (text.at(i - 1) == ':' || (gap == 0 && i - first <= 23)) {
            return;
        }
        int width = groups + (dotted ? 1 : 0);
        boolean whole = gap == 0 ? width == 8 : gap == 1 && width < 8;
        if (whole && !Chars.is(text.at(i), Chars.WORD) && text.at(i) != ':' && routed(text, first, gap, i - first)) {
            out.add(FindingType.IP_ADDRESS, "pii.ipv6", first, i, gap == 0 ? 90 : 80);
        }
    }

    /** Shortened ones must begin as addresses in use do: global, unique local, link-local. */
    private static boolean routed(Text text, int first, int gap, int length) {
        int a = Chars.lower(text.at(first));
        boolean four = text.after(first, Chars.HEX, 5) - first == 4;
        boolean global = four && (a == '2' || a == '3');
        boolean local = four && a == 'f' && "cde".indexOf(Chars.lower(text.at(first + 1))) >= 0;
        boolean mapped = text.hasFolded("64:ff9b", first);
        return gap == 0 ? length >= 15 : global || local || mapped;
    }
}
