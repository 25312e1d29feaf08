package dev.postern.ccl;

import java.util.Locale;

/** What an access rule does when it decides. */
public enum Effect {
    PERMIT,
    DENY;

    /** The keyword of the language, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
