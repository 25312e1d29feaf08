package dev.postern.egress.destination;

import com.google.common.net.InternetDomainName;
import org.jspecify.annotations.Nullable;

/** Names by who registers them, after the Public Suffix List that comes with Guava. Thread-safe. */
public final class PublicSuffixes {

    private PublicSuffixes() {}

    /**
     * The part of a name that somebody registered, such as {@code example.co.uk} of {@code www.example.co.uk}. Of a name
     * under a suffix that is not listed, the last two labels. {@code null} for a suffix itself, and for what is no name.
     */
    public static @Nullable String registered(String name) {
        if (!InternetDomainName.isValid(name) || name.startsWith(".")) {
            return null;
        }
        InternetDomainName domain = InternetDomainName.from(name);
        if (domain.hasPublicSuffix()) {
            return domain.isUnderPublicSuffix() ? domain.topPrivateDomain().toString() : null;
        }
        int count = domain.parts().size();
        return count < 2 ? null : String.join(".", domain.parts().subList(count - 2, count));
    }
}
