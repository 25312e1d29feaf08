package dev.postern.sidecar.envoy.real;

import dev.postern.sidecar.Launched;
import dev.postern.sidecar.Sidecar;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.nio.file.Files;
import java.nio.file.Path;

/** Parts of a way out: a sidecar, and Envoys by the configurations we ship. */
final class WayOut {

    private static final String CONFIGURATION = """
            bundle: {path: '%1$s/bundle'}
            state_dir: '%1$s/state'
            listen: {grpc: '127.0.0.1:0', unix: 'off', http: 'off'}
            warm_up: {checks: 0}
            egress:
              destination: {http: true, ports: [%2$d], allowed: [127.0.0.1]}
            envoy:
              egress: {address_header: x-postern-address}
            """;

    private WayOut() {}

    /** A sidecar with one destination. */
    static Sidecar sidecar(Path directory, String policy, Destination destination) throws Exception {
        Files.writeString(Files.createDirectory(directory.resolve("bundle")).resolve("egress.ccl"), policy);
        return Launched.from(CONFIGURATION.formatted(directory, destination.port()));
    }

    /** Where a sidecar answers checks. */
    static int port(Sidecar sidecar) {
        String address = sidecar.checks();
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    /** Sends a request as an application that has Envoy as its proxy. */
    static <T> HttpResponse<T> send(int port, HttpRequest request, BodyHandler<T> body) throws Exception {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)))
                .build();
        return client.send(request, body);
    }

    /** The file we ship, with a body mode, ports that are free and a destination without TLS. */
    static RealEnvoy envoy(Path binary, Path directory, String name, String mode, int port, int gate)
            throws IOException {
        int admin = Ports.free();
        String configuration = Files.readString(
                        RealParts.ROOT.resolve("deploy/envoy").resolve(name))
                .replace("FULL_DUPLEX_STREAMED", mode)
                .replace("port_value: 9902", "port_value: " + admin)
                .replace("port_value: 10001", "port_value: " + port)
                .replace("port_value: 8181", "port_value: " + gate)
                .replace("value: https", "value: http")
                .replace("egress: https", "egress: http")
                .replace("message_timeout: 5s", "message_timeout: 20s")
                .replace("timeout: 5s", "timeout: 20s")
                .replaceAll("(?s)      transport_socket:.*?(?=    - name: postern)", "")
                .replace("          upstream_http_protocol_options: {auto_sni: true, auto_san_validation: true}\n", "");
        return RealEnvoy.start(binary, directory, configuration, admin);
    }
}
