package dev.postern.loadtest.bench;

import dev.postern.sidecar.config.ListenAddress;
import dev.postern.sidecar.config.ListenerConfig;
import dev.postern.sidecar.config.TlsConfig;
import dev.postern.sidecar.grpc.EventLoops;
import dev.postern.sidecar.grpc.GrpcListener;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A connection to a listener with mutual TLS, from the first packet until the listener has accepted the client's
 * certificate and speaks HTTP/2. Both ends are in this process; the client's is the JDK's.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class HandshakeBenchmark {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private @Nullable EventLoops loops;
    private @Nullable ScheduledExecutorService housekeeping;
    private @Nullable SSLContext context;
    private int port;

    /** Makes certificates and opens the listener. */
    @Setup
    public void open() throws Exception {
        Path directory = Files.createTempDirectory("handshake");
        KeyStore server = identity(directory, "localhost");
        KeyStore client = identity(directory, "client");
        TlsConfig tls = TlsConfig.mutual(
                directory.resolve("localhost.pem"),
                directory.resolve("localhost.key"),
                directory.resolve("client.pem"));
        loops = EventLoops.open(2);
        housekeeping = Executors.newSingleThreadScheduledExecutor();
        ListenerConfig config =
                ListenerConfig.DEFAULTS.at(ListenAddress.parse("127.0.0.1:0")).with(tls);
        GrpcListener listener = GrpcListener.open(config, List.of(), loops, housekeeping);
        port = ((ListenAddress.Tcp) listener.address()).address().getPort();
        context = context(client, server);
    }

    @TearDown
    public void close() {
        if (loops != null && housekeeping != null) {
            loops.close();
            housekeeping.shutdownNow();
        }
    }

    @Benchmark
    public int handshake() throws IOException {
        if (context == null) {
            throw new IllegalStateException("not open");
        }
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
            // As every gRPC client has it: else the last packets wait for an acknowledgement that the listener holds
            // back.
            socket.setTcpNoDelay(true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2"});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            socket.getOutputStream()
                    .write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1));
            return socket.getInputStream().read();
        }
    }

    /** A session that is resumed would be no handshake. */
    private static SSLContext context(KeyStore own, KeyStore trusted) throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, PASSWORD);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore certificates = KeyStore.getInstance("PKCS12");
        try {
            certificates.load(null, null);
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
        certificates.setCertificateEntry("server", trusted.getCertificate("key"));
        trust.init(certificates);
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        context.getClientSessionContext().setSessionCacheSize(1);
        return context;
    }

    private static KeyStore identity(Path directory, String name) throws Exception {
        Path file = directory.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "key",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:" + name + ",ip:127.0.0.1",
                        "-validity",
                        "3650",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        String.valueOf(PASSWORD))
                .inheritIO()
                .start();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool made no certificate");
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        pem(
                directory.resolve(name + ".pem"),
                "CERTIFICATE",
                store.getCertificate("key").getEncoded());
        pem(
                directory.resolve(name + ".key"),
                "PRIVATE KEY",
                store.getKey("key", PASSWORD).getEncoded());
        return store;
    }

    private static void pem(Path file, String type, byte[] der) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        Files.writeString(file, "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
