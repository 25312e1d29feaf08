package dev.postern.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.postern.ccl.FieldPath;
import dev.postern.sidecar.decide.ActiveProgram;
import dev.postern.sidecar.decide.Faults;
import dev.postern.sidecar.grpc.EventLoops;
import dev.postern.sidecar.identity.IdentityConfig;
import dev.postern.sidecar.identity.JwtConfig;
import dev.postern.sidecar.identity.JwtIssuer;
import dev.postern.sidecar.identity.Jwts;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IdentityWiringIT {

    private static final int ISSUERS = 16;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger reads = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            byte[] keys = Jwts.jwks().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, keys.length);
            try (OutputStream body = exchange.getResponseBody()) {
                for (byte each : keys) {
                    body.write(each);
                    body.flush();
                }
            }
            reads.incrementAndGet();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void keysOfManyIssuersAreReadAtOnceByFewThreads() throws Exception {
        try (EventLoops loops = EventLoops.open(1);
                IdentityWiring wiring = IdentityWiring.open(config(), new ActiveProgram(), loops, new Faults())) {
            List<Future<?>> looking = new ArrayList<>();
            for (int i = 0; i < ISSUERS; i++) {
                looking.add(threads.submit(() -> wiring.callers().lookAtKeys()));
            }
            for (Future<?> each : looking) {
                each.get(30, TimeUnit.SECONDS);
            }
            assertThat(reads).hasValue(ISSUERS * (ISSUERS + 1));
            long fetching = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("postern-jwks"))
                    .count();
            assertThat(fetching).isBetween(1L, (long) IdentityWiring.FETCHING_THREADS);
        }
    }

    private IdentityConfig config() {
        List<JwtIssuer> issuers = IntStream.range(0, ISSUERS)
                .mapToObj(i -> new JwtIssuer(
                        "https://issuer" + i + ".example",
                        Set.of("postern"),
                        "http://127.0.0.1:" + server.getAddress().getPort() + "/" + i,
                        Set.of(JwtIssuer.Algorithm.EDDSA),
                        "",
                        FieldPath.of("sub"),
                        null,
                        Map.of()))
                .toList();
        JwtConfig jwt = JwtConfig.DEFAULTS;
        return new IdentityConfig(
                IdentityConfig.DEFAULTS.peer(),
                new JwtConfig(jwt.header(), issuers, jwt.leeway(), jwt.cached(), jwt.keys()),
                IdentityConfig.Work.DEFAULTS);
    }
}
