package dev.postern.loadtest.quality;

import dev.postern.egress.Finding;
import dev.postern.loadtest.quality.LabelledText.Label;
import java.io.PrintWriter;

/** Says where the detectors and the labels disagree, a line for each. */
final class Report implements Judge.Witness {

    private final PrintWriter out;
    private final boolean withTexts;

    Report(PrintWriter out, boolean withTexts) {
        this.out = out;
        this.withTexts = withTexts;
    }

    @Override
    public void missed(LabelledText text, Label label) {
        say("missed " + label.type().id(), text, label.start(), label.end());
    }

    @Override
    public void unfounded(LabelledText text, Finding finding) {
        say("false " + finding.type().id() + " by " + finding.detector(), text, finding.start(), finding.end());
    }

    private void say(String what, LabelledText text, long start, long end) {
        out.println(what + " in " + text.kind() + ", line " + text.line() + ", bytes " + start + ".." + end
                + (withTexts ? ": " + text.text().replace("\n", "\\n") : ""));
    }
}
