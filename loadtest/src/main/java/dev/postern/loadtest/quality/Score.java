package dev.postern.loadtest.quality;

/** Counts of labels and findings that belong together: of one type, or of one kind of text. One thread. */
final class Score {

    private int labels;
    private int found;
    private int foundAsAnother;
    private int findings;
    private int unfounded;

    void found() {
        labels++;
        found++;
    }

    void foundAsAnother() {
        labels++;
        foundAsAnother++;
    }

    void missed() {
        labels++;
    }

    /** A finding that overlaps what is labelled. */
    void founded() {
        findings++;
    }

    /** A finding where nothing is labelled. */
    void unfounded() {
        findings++;
        unfounded++;
    }

    int labels() {
        return labels;
    }

    /** Findings where nothing is labelled. */
    int falseFindings() {
        return unfounded;
    }

    /** Adds what {@code other} counted. */
    void add(Score other) {
        labels += other.labels;
        found += other.found;
        foundAsAnother += other.foundAsAnother;
        findings += other.findings;
        unfounded += other.unfounded;
    }

    /** The share of labels found as what they are; no number where there are no labels. */
    double recall() {
        return (double) found / labels;
    }

    /** The share of labels found as something, so that a redaction takes them out. */
    double covered() {
        return (double) (found + foundAsAnother) / labels;
    }

    /** The share of findings that overlap a label of any type; no number where there are no findings. */
    double precision() {
        return (double) (findings - unfounded) / findings;
    }
}
