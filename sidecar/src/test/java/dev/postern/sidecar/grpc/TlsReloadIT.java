package dev.postern.sidecar.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.postern.sidecar.config.TlsConfig;
import dev.postern.v1.Outcome;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsReloadIT {

    private static final Duration OFTEN = Duration.ofMillis(50);

    @TempDir
    private Path directory;

    private final Certificates authority = fresh("authority");
    private final Certificates clients = fresh("clients");

    @BeforeEach
    void issue() throws GeneralSecurityException {
        authority.issue("localhost", file("server.pem"), file("server.key"));
        clients.writeTo(file("clients.pem"));
        clients.issue("console", file("console.pem"), file("console.key"));
        clients.issue("stranger", file("stranger.pem"), file("stranger.key"));
    }

    @Test
    void answersThoseWhoTrustItsAuthorityAndNoOthers() throws Exception {
        try (Bench bench = Bench.open(Bench.anyPort().with(plainTls()))) {
            assertServes(bench, authority.certificate(), null);
            assertRefuses(bench, fresh("other").certificate(), null);
            assertThatExceptionOfType(StatusRuntimeException.class)
                    .isThrownBy(
                            () -> Calls.decide(bench.channel(), Calls.check().build()));
        }
    }

    @Test
    void followsItsFilesWithoutARestart() throws Exception {
        try (Bench bench = Bench.open(Bench.anyPort().with(plainTls()))) {
            assertServes(bench, authority.certificate(), null);
            Certificates next = fresh("next");
            next.issue("localhost", file("server.pem"), file("server.key"));
            await().ignoreExceptionsInstanceOf(StatusRuntimeException.class)
                    .untilAsserted(() -> assertServes(bench, next.certificate(), null));
            assertRefuses(bench, authority.certificate(), null);
        }
    }

    @Test
    void keepsTheLastGoodCertificateWhileTheFilesCannotBeUsed() throws Exception {
        ListenerTls tls = ListenerTls.open(plainTls());
        Certificates.writeKey(file("server.key"), Certificates.keyPair().getPrivate());
        tls.refresh();
        Files.writeString(file("server.pem"), "no certificate");
        tls.refresh();
        Files.delete(file("server.key"));
        tls.refresh();
        authority.issue("localhost", file("server.pem"), file("server.key"));
        try (Bench bench = Bench.open(Bench.anyPort().with(plainTls()))) {
            Files.writeString(file("server.pem"), "no certificate");
            for (int i = 0; i < 3; i++) {
                assertServes(bench, authority.certificate(), null);
            }
        }
    }

    @Test
    void doesNotStartWithAKeyOfAnotherCertificate() throws Exception {
        Certificates.writeKey(file("server.key"), Certificates.keyPair().getPrivate());
        assertThatExceptionOfType(GeneralSecurityException.class)
                .isThrownBy(() -> Bench.open(Bench.anyPort().with(plainTls())))
                .withMessageContaining("does not belong");
    }

    @Test
    void mutualTlsAdmitsOnlyClientsOfItsAuthority() throws Exception {
        TlsConfig mutual = new TlsConfig(file("server.pem"), file("server.key"), file("clients.pem"), Set.of(), OFTEN);
        try (Bench bench = Bench.open(Bench.anyPort().with(mutual))) {
            assertServes(bench, authority.certificate(), "stranger");
            assertRefuses(bench, authority.certificate(), null);
            fresh("forger").issue("console", file("console.pem"), file("console.key"));
            assertRefuses(bench, authority.certificate(), "console");
        }
    }

    @Test
    void anAllowListAdmitsOnlyTheNamesOnIt() throws Exception {
        TlsConfig listed =
                new TlsConfig(file("server.pem"), file("server.key"), file("clients.pem"), Set.of("console"), OFTEN);
        try (Bench bench = Bench.open(Bench.anyPort().with(listed))) {
            assertServes(bench, authority.certificate(), "console");
            assertRefuses(bench, authority.certificate(), "stranger");
        }
    }

    @Test
    void clientsOfAReplacedAuthorityAreNoLongerAdmitted() throws Exception {
        TlsConfig mutual = new TlsConfig(file("server.pem"), file("server.key"), file("clients.pem"), Set.of(), OFTEN);
        try (Bench bench = Bench.open(Bench.anyPort().with(mutual))) {
            assertServes(bench, authority.certificate(), "console");
            Certificates next = fresh("next-clients");
            next.writeTo(file("clients.pem"));
            next.issue("new", file("new.pem"), file("new.key"));
            await().ignoreExceptionsInstanceOf(StatusRuntimeException.class)
                    .untilAsserted(() -> assertServes(bench, authority.certificate(), "new"));
            assertRefuses(bench, authority.certificate(), "console");
        }
    }

    private TlsConfig plainTls() {
        return new TlsConfig(file("server.pem"), file("server.key"), null, Set.of(), OFTEN);
    }

    private void assertServes(Bench bench, X509Certificate trusted, @Nullable String client) throws Exception {
        ManagedChannel channel = channel(bench, trusted, client);
        assertThat(Calls.decide(channel, Calls.check().build()).getDecision()).isEqualTo(Outcome.ALLOW);
    }

    private void assertRefuses(Bench bench, X509Certificate trusted, @Nullable String client) throws Exception {
        ManagedChannel channel = channel(bench, trusted, client);
        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(() -> Calls.decide(channel, Calls.check().build()));
    }

    private ManagedChannel channel(Bench bench, X509Certificate trusted, @Nullable String client) throws Exception {
        SslContextBuilder tls = GrpcSslContexts.forClient().trustManager(trusted);
        if (client != null) {
            tls.keyManager(file(client + ".pem").toFile(), file(client + ".key").toFile());
        }
        return bench.keep(
                NettyChannelBuilder.forAddress("localhost", bench.address().getPort())
                        .sslContext(tls.build())
                        .build());
    }

    private Path file(String name) {
        return directory.resolve(name);
    }

    private static Certificates fresh(String name) {
        try {
            return new Certificates(name);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
