package dev.postern.evidence;

import java.util.List;
import java.util.Set;

/** Which witnesses must have cosigned a checkpoint: nobody, one, or so many of a group, whose members may be groups. */
public sealed interface Quorum {

    /** Whether these witnesses, by the names the policy gives them, are enough. */
    boolean isMetBy(Set<String> witnesses);

    /** No witness is demanded. */
    record Nobody() implements Quorum {
        @Override
        public boolean isMetBy(Set<String> witnesses) {
            return true;
        }
    }

    /** This one witness is demanded. */
    record Witness(String name) implements Quorum {
        @Override
        public boolean isMetBy(Set<String> witnesses) {
            return witnesses.contains(name);
        }
    }

    /** At least {@code threshold} of the members, 1 to their number, are demanded. */
    record Group(int threshold, List<Quorum> members) implements Quorum {
        public Group {
            members = List.copyOf(members);
        }

        @Override
        public boolean isMetBy(Set<String> witnesses) {
            int met = 0;
            for (Quorum member : members) {
                met += member.isMetBy(witnesses) ? 1 : 0;
            }
            return met >= threshold;
        }
    }
}
