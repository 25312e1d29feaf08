package dev.postern.sidecar.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SystemResolverTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void asksForTheNameFromTheRootAndKeepsEveryAddress() {
        List<String> asked = new ArrayList<>();
        SystemResolver resolver = new SystemResolver(
                name -> {
                    asked.add(name);
                    return new InetAddress[] {address(1), InetAddress.getLoopbackAddress()};
                },
                Runnable::run,
                LONG);
        assertThat(Targets.texts(
                        resolver.resolve("example.com").toCompletableFuture().join()))
                .containsExactly("10.0.0.1", "127.0.0.1");
        assertThat(asked).containsExactly("example.com.");
    }

    @Test
    void aNameThatCannotBeResolvedOrLeadsToTooManyPlacesLeadsNowhere() {
        assertThat(resolved(name -> {
                    throw new UnknownHostException(name);
                }))
                .isEmpty();
        assertThat(resolved(name -> {
                    throw new SecurityException(name);
                }))
                .isEmpty();
        InetAddress[] many = new InetAddress[65];
        Arrays.fill(many, address(1));
        assertThat(resolved(name -> many)).isEmpty();
        assertThat(resolved(name -> Arrays.copyOf(many, 64))).isNotEmpty();
    }

    @Test
    void whenThereIsNoThreadANameLeadsNowhere() {
        SystemResolver resolver = new SystemResolver(
                name -> new InetAddress[] {address(1)},
                work -> {
                    throw new RejectedExecutionException("full");
                },
                LONG);
        assertThat(resolver.resolve("a.example").toCompletableFuture()).isCompletedWithValue(List.of());
    }

    @Test
    void aSlowNameLeadsNowhereInTimeAndOnesThatWaitedTooLongAreNotAskedFor() throws Exception {
        ExecutorService one = Executors.newSingleThreadExecutor();
        CountDownLatch answered = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        try {
            SystemResolver resolver = new SystemResolver(
                    name -> {
                        asked.incrementAndGet();
                        try {
                            answered.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        return new InetAddress[] {address(1)};
                    },
                    one,
                    Duration.ofMillis(20));
            var slow = resolver.resolve("slow.example").toCompletableFuture();
            var behind = resolver.resolve("behind.example").toCompletableFuture();
            assertThat(slow.join()).isEmpty();
            assertThat(behind.join()).isEmpty();
            answered.countDown();
            one.submit(() -> {}).get();
            assertThat(asked).hasValue(1);
        } finally {
            one.shutdownNow();
        }
    }

    private static List<?> resolved(SystemResolver.Lookup lookup) {
        return new SystemResolver(lookup, Runnable::run, LONG)
                .resolve("a.example")
                .toCompletableFuture()
                .join();
    }

    private static InetAddress address(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
