package dev.postern.sidecar.decide;

import dev.postern.policy.Check;
import dev.postern.policy.Program;
import dev.postern.policy.Scratch;
import dev.postern.policy.Template;

/** Answers what policy says of checks, sparing work that was done before. Thread-safe; gives each thread its desk. */
@FunctionalInterface
public interface DecisionCache {

    /** Spares only the making of templates, as every program does by itself. */
    DecisionCache PLAIN = () -> new Desk() {
        private final Scratch scratch = new Scratch();

        @Override
        public Template decide(Program program, Check check) {
            return program.decide(check, scratch);
        }

        @Override
        public CacheLabel label() {
            return CacheLabel.of(scratch.tier());
        }
    };

    /** A desk for the calling thread. */
    Desk open();

    /** What one thread answers with. */
    interface Desk {

        /** What policy says, equal to {@link Program#decideAfresh}. */
        Template decide(Program program, Check check);

        /** How the cache took part in the last answer. */
        CacheLabel label();

        /** How long before that check the oldest entry was made that its answer rests on, 0 where it rests on none. */
        default long ageMillis() {
            return 0;
        }
    }
}
