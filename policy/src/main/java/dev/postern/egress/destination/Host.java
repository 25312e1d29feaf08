package dev.postern.egress.destination;

import dev.postern.ccl.Cidr;

/** The host of a URL, in the one form it is written. */
public sealed interface Host {

    /** As it stands in a URL: lower case, ASCII, IPv6 in brackets. */
    String text();

    /**
     * A DNS name.
     *
     * @param text its A-labels
     * @param deceptive whether a label mixes scripts or looks like other letters than it has
     */
    record Name(String text, boolean deceptive) implements Host {}

    /** An address, however it was written. */
    record Address(Cidr address) implements Host {

        @Override
        public String text() {
            return IpText.host(address);
        }
    }
}
