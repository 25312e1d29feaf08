package dev.postern.loadtest.quality;

import dev.postern.egress.FindingType;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A text with places that are filled by chance. Immutable. */
sealed interface Template {

    void fill(Draft draft);

    /** Text that is always the same. */
    record Fixed(String text) implements Template {
        @Override
        public void fill(Draft draft) {
            draft.append(text);
        }
    }

    /** One after the other. */
    record Sequence(List<Template> parts) implements Template {
        public Sequence {
            parts = List.copyOf(parts);
        }

        @Override
        public void fill(Draft draft) {
            parts.forEach(part -> part.fill(draft));
        }
    }

    /** One of several, as likely each. */
    record Choice(List<Template> choices) implements Template {
        public Choice {
            choices = List.copyOf(choices);
        }

        @Override
        public void fill(Draft draft) {
            choices.get(draft.random().nextInt(choices.size())).fill(draft);
        }
    }

    /** What must be found. */
    record Labelled(FindingType type, Template what) implements Template {
        @Override
        public void fill(Draft draft) {
            int start = draft.length();
            what.fill(draft);
            draft.label(type, start);
        }
    }

    /** Characters or a number by chance. */
    record Drawn(Function<SplittableRandom, String> draw) implements Template {
        @Override
        public void fill(Draft draft) {
            draft.append(draw.apply(draft.random()));
        }
    }

    /** Another template's text, written otherwise; labels within it are lost. */
    record Encoded(Template what, UnaryOperator<String> encoding) implements Template {
        @Override
        public void fill(Draft draft) {
            Draft inner = new Draft(draft.random());
            what.fill(inner);
            draft.append(encoding.apply(inner.text()));
        }
    }
}
