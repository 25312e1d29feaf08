package dev.postern.sidecar.egress;

import dev.postern.ccl.Cidr;
import dev.postern.egress.destination.IpText;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** Asks the system, on threads of its own. A name that is asked for again is resolved again. */
public final class SystemResolver implements Resolver {

    /** More addresses than this are not looked at, and a name that has them leads nowhere. */
    private static final int MOST = 64;

    private final Lookup lookup;
    private final Executor executor;
    private final Duration timeout;

    /** A resolver on {@code executor}, which is bounded and rejects when full. */
    public SystemResolver(Executor executor, Duration timeout) {
        this(InetAddress::getAllByName, executor, timeout);
    }

    SystemResolver(Lookup lookup, Executor executor, Duration timeout) {
        this.lookup = lookup;
        this.executor = executor;
        this.timeout = timeout;
    }

    /** Blocks until a name is resolved. */
    @FunctionalInterface
    interface Lookup {
        InetAddress[] find(String name) throws UnknownHostException;
    }

    @Override
    public CompletionStage<List<Cidr>> resolve(String name) {
        CompletableFuture<List<Cidr>> addresses = new CompletableFuture<>();
        try {
            executor.execute(() -> {
                // Nobody waits any more for a name that stood in the queue too long.
                if (!addresses.isDone()) {
                    addresses.complete(find(name));
                }
            });
        } catch (RejectedExecutionException e) {
            addresses.complete(List.of());
        }
        return addresses.completeOnTimeout(List.of(), timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    private List<Cidr> find(String name) {
        try {
            // The dot keeps the system from trying its search domains.
            InetAddress[] found = lookup.find(name + ".");
            if (found.length > MOST) {
                return List.of();
            }
            List<Cidr> addresses = new ArrayList<>(found.length);
            for (InetAddress address : found) {
                addresses.add(IpText.of(address.getAddress()));
            }
            return addresses;
        } catch (UnknownHostException | RuntimeException e) {
            return List.of();
        }
    }
}
