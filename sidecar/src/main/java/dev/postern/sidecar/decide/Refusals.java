package dev.postern.sidecar.decide;

import dev.postern.policy.DenyResponse;
import dev.postern.policy.Mode;
import dev.postern.policy.Reason;
import dev.postern.policy.Template;
import java.util.EnumMap;
import java.util.Map;

/** The templates of denials that no rule makes, one instance each, so that doors can remember how they put them. */
final class Refusals {

    private final Map<Reason, Template> enforced = all(Mode.ENFORCE);
    private final Map<Reason, Template> shadowed = all(Mode.SHADOW);

    Template of(Reason reason, Mode mode) {
        Template template = (mode == Mode.SHADOW ? shadowed : enforced).get(reason);
        if (template == null) {
            throw new IllegalStateException("no refusal for " + reason);
        }
        return template;
    }

    private static Map<Reason, Template> all(Mode mode) {
        Map<Reason, Template> templates = new EnumMap<>(Reason.class);
        for (Reason reason : Reason.values()) {
            templates.put(reason, Template.refusal(reason, DenyResponse.FORBIDDEN, mode));
        }
        return templates;
    }
}
