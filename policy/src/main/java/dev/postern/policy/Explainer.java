package dev.postern.policy;

import java.util.List;

/** Tells how one check came to its answer. Used once. */
final class Explainer {

    private final Tenant tenant;
    private final Check check;
    private final Template template;
    private final Scratch scratch;

    Explainer(Tenant tenant, Check check, Template template, Scratch scratch) {
        this.tenant = tenant;
        this.check = check;
        this.template = template;
        this.scratch = scratch;
    }

    Explanation explain() {
        return new Explanation(template, List.of(), null, tenant.own().tenant() + check.action() + scratch.key());
    }
}
