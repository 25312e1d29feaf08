package dev.postern.evidence;

import java.util.Map;

/** What a note is worth as a checkpoint. */
public sealed interface CheckpointTrust {

    /**
     * Signed by its log, and by enough witnesses.
     *
     * @param cosigned when each trusted witness cosigned, in seconds since 1970, by the names of the policy
     */
    record Trusted(Checkpoint checkpoint, Map<String, Long> cosigned) implements CheckpointTrust {
        public Trusted {
            cosigned = Map.copyOf(cosigned);
        }
    }

    /** Not to be believed; {@code detail} says for people what was found and what was expected. */
    record Untrusted(EvidenceFault fault, String detail) implements CheckpointTrust {
        Verification asVerification() {
            return Verification.refuted(fault, detail);
        }
    }
}
