package dev.postern.sidecar.source;

import dev.postern.sidecar.admin.BundleState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes reloads to the log; of very many diagnostics only the first. */
public final class ReloadLog implements ReloadObserver {

    private static final Logger LOG = LoggerFactory.getLogger(ReloadLog.class);
    private static final int MOST = 50;

    @Override
    public void reloaded(Ending ending, BundleState state, long nanos) {
        switch (ending) {
            case LOADED -> {
                LOG.info(
                        "bundle {} loaded from {}: {} rules of {} tenants in {} ms",
                        state.digest(),
                        state.path(),
                        state.rules(),
                        state.tenants(),
                        nanos / 1_000_000);
                state.warnings().stream().limit(MOST).forEach(LOG::warn);
            }
            case UNCHANGED -> LOG.debug("bundle {} at {} is unchanged", state.digest(), state.path());
            case REFUSED -> refused(state);
        }
    }

    private static void refused(BundleState state) {
        LOG.error(
                "bundle at {} refused, {}",
                state.path(),
                state.loaded() == null ? "none is in force" : "bundle " + state.digest() + " stays in force");
        BundleState.Refusal refusal = state.refused();
        if (refusal != null) {
            refusal.diagnostics().stream().limit(MOST).forEach(LOG::error);
        }
    }
}
