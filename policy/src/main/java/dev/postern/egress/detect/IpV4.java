package dev.postern.egress.detect;

import dev.postern.egress.FindingType;

/** IPv4 addresses of machines; not versions, section numbers, masks, or addresses that are everybody's. */
final class IpV4 {

    /** Looks at four groups or more with dots between them. */
    void match(Text text, NumberGroups groups, Sink out) {
        int start = groups.start();
        if (groups.separator(1) != '.' || groups.separator(2) != '.' || groups.separator(3) == '.' || !octets(groups)) {
            return;
        }
        if ((Numbers.continued(text, start) && text.at(start - 1) != ',') || versioned(text, start)) {
            return;
        }
        int end = groups.end(3);
        char after = groups.separator(3);
        if (groups.value(3) == 0 || (after == '/' && groups.count() > 4 && groups.length(4) <= 2)) {
            return;
        }
        if (after == '-' || (after == ')' && text.at(start - 1) != '(')) {
            return;
        }
        int confidence = confidence(text, groups);
        if (confidence > 0) {
            out.add(FindingType.IP_ADDRESS, "pii.ipv4", start, end, confidence);
        }
    }

    private static boolean octets(NumberGroups groups) {
        for (int i = 0; i < 4; i++) {
            boolean padded = groups.length(i) > 1 && groups.digit(groups.digitsTo(i) - groups.length(i)) == 0;
            if (groups.length(i) > 3 || groups.value(i) > 255 || padded) {
                return false;
            }
        }
        return true;
    }

    private static boolean versioned(Text text, int start) {
        int c = text.at(start - 1);
        if (c == '-' || c == '.' || c == '^' || c == '~') {
            return true;
        }
        int last = text.at(start - 2);
        return (c == '=' && (last == '=' || last == '>' || last == '<' || last == '~'))
                || (text.near(start, Topic.VERSION) && !text.near(start, Topic.IP_ADDRESS));
    }

    private static int confidence(Text text, NumberGroups groups) {
        int a = groups.value(0);
        int b = groups.value(1);
        int c = groups.value(2);
        int d = groups.value(3);
        boolean everybodys =
                a == 0 || a == 127 || (a >= 224 && a != 239) || a == 255 || (a == 169 && b == 254 && c == 0);
        if (everybodys) {
            return 0;
        }
        boolean told = text.near(groups.start(), Topic.IP_ADDRESS);
        if (groups.digitsTo(3) <= 5 && !told && !wellKnown(a, b, c, d)) {
            return 0;
        }
        boolean inside = a == 10 || (a == 172 && b >= 16 && b < 32) || (a == 192 && b == 168);
        return told ? 88 : inside ? 65 : 78;
    }

    private static boolean wellKnown(int a, int b, int c, int d) {
        return (a == 8 && b == 8 && c == d)
                || (a == 1 && b == c && c == d)
                || (a == 9 && b == 9 && c == 9 && d == 9)
                || a == 10;
    }
}
