package dev.postern.sidecar.egress;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Gathers the answers for all destinations, which may come in any order, and tells them once. Thread-safe. */
final class Answers {

    private final @Nullable EgressAnswer[] answers;
    private final Consumer<List<EgressAnswer>> sink;
    private int missing;

    Answers(int count, Consumer<List<EgressAnswer>> sink) {
        this.answers = new EgressAnswer[count];
        this.sink = sink;
        this.missing = count;
    }

    void put(int index, EgressAnswer answer) {
        List<EgressAnswer> all = null;
        synchronized (this) {
            answers[index] = answer;
            if (--missing == 0) {
                all = new ArrayList<>(answers.length);
                for (EgressAnswer each : answers) {
                    if (each != null) {
                        all.add(each);
                    }
                }
            }
        }
        if (all != null) {
            sink.accept(all);
        }
    }
}
