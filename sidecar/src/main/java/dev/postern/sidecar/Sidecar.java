package dev.postern.sidecar;

import dev.postern.sidecar.admin.BundleControl;
import dev.postern.sidecar.admin.BundleState;
import dev.postern.sidecar.admin.Readiness;
import dev.postern.sidecar.cli.serve.RunningSidecar;
import dev.postern.sidecar.config.ListenAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A running sidecar. Closing it answers what was taken, then ends every thread and listener. Thread-safe. */
public final class Sidecar implements RunningSidecar {

    private final ListenAddress checks;
    private final @Nullable ListenAddress admin;
    private final int httpPort;
    private final Readiness readiness;
    private final BundleControl bundle;
    private final Closing closing;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);

    Sidecar(
            ListenAddress checks,
            @Nullable ListenAddress admin,
            int httpPort,
            Readiness readiness,
            BundleControl bundle,
            Closing closing) {
        this.checks = checks;
        this.admin = admin;
        this.httpPort = httpPort;
        this.readiness = readiness;
        this.bundle = bundle;
        this.closing = closing;
    }

    @Override
    public String checks() {
        return checks.toString();
    }

    @Override
    public String admin() {
        return String.valueOf(admin);
    }

    @Override
    public List<String> notReady() {
        List<String> lines = new ArrayList<>(readiness.reasons());
        BundleState.Refusal refusal = bundle.state().refused();
        if (!lines.isEmpty() && refusal != null) {
            lines.addAll(refusal.diagnostics());
        }
        return lines;
    }

    /** The port of the HTTP listener, 0 when there is none. */
    public int httpPort() {
        return httpPort;
    }

    /** Reads the bundle again, off the calling thread. */
    void reload() {
        var unused = bundle.reload();
    }

    @Override
    public void awaitEnd() throws InterruptedException {
        ended.await();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            closing.run();
            ended.countDown();
        }
    }
}
