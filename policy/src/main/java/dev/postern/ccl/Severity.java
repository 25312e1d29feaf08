package dev.postern.ccl;

import java.util.Locale;

/** How grave a rule's author holds it; {@link #HIGH} when the rule does not say. */
public enum Severity {
    CRITICAL,
    HIGH,
    MEDIUM,
    LOW;

    /** The word CCL uses for it, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
