package dev.postern.sidecar.cli;

import dev.postern.client.AdminClient;
import dev.postern.client.Tls;
import dev.postern.sidecar.cli.console.CommandException;
import dev.postern.sidecar.cli.console.Exit;
import dev.postern.sidecar.cli.console.Json;
import dev.postern.sidecar.cli.console.Terminal;
import dev.postern.v1.InvalidateRequest;
import dev.postern.v1.ResourceScope;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code postern cache invalidate}. */
@Command(
        name = "invalidate",
        description = "Make cached entries useless: once this ends, no answer rests on them.",
        footer = {
            "",
            "@|bold Examples|@",
            "  postern cache invalidate --server unix:/var/lib/postern/admin.sock --principal alice",
            "  postern cache invalidate --server unix:/var/lib/postern/admin.sock --tenant shop --resource '/docs/**'",
            "  postern cache invalidate --server 10.0.0.7:8443 --ca ca.pem --all",
            "",
            "A new bundle needs none of this: what was worked out with another bundle is never served.",
            "",
            "@|bold Exit|@  0 done · 2 usage or bad input · 3 cannot reach the sidecar"
        })
final class CacheInvalidateCommand implements Callable<Integer> {

    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final Terminal terminal;

    @Option(names = "--server", paramLabel = "ADDRESS", required = true, description = "host:port or unix:/path.")
    private String server = "";

    @Option(names = "--all", description = "Everything.")
    private boolean all;

    @Option(names = "--tenant", paramLabel = "TENANT", description = "What is kept of a tenant.")
    private @Nullable String tenant;

    @Option(names = "--principal", paramLabel = "ID", description = "What is kept of a principal.")
    private @Nullable String principal;

    @Option(
            names = "--resource",
            paramLabel = "PATTERN",
            description = "What answers about resources rest on; of --tenant, or of all.")
    private @Nullable String resource;

    @Option(names = "--capability", paramLabel = "ID", description = "What rests on tokens, of which this was revoked.")
    private @Nullable String capability;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Option(names = "--ca", paramLabel = "PEM", description = "Use TLS, trusting these certificates.")
    private @Nullable Path trusted;

    CacheInvalidateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        InvalidateRequest request = request();
        try (AdminClient client = open(trusted == null ? null : Tls.trusting(trusted))) {
            client.invalidate(request);
        } catch (StatusRuntimeException e) {
            throw e.getStatus().getCode() == Status.Code.INVALID_ARGUMENT
                    ? CommandException.badInput(String.valueOf(e.getStatus().getDescription()))
                    : CommandException.fault("the sidecar at " + server + " did not invalidate: "
                            + e.getStatus().getCode() + ": " + e.getStatus().getDescription());
        }
        terminal.out().println(json ? Json.line(Json.object().put("invalidated", true)) : "invalidated");
        return Exit.OK;
    }

    private InvalidateRequest request() {
        InvalidateRequest.Builder request = InvalidateRequest.newBuilder();
        int scopes = 0;
        if (all) {
            request.setEverything(true);
            scopes++;
        }
        if (principal != null) {
            request.setPrincipal(principal);
            scopes++;
        }
        if (capability != null) {
            request.setCapability(capability);
            scopes++;
        }
        if (resource != null) {
            ResourceScope.Builder scope = ResourceScope.newBuilder().setPattern(resource);
            request.setResource(tenant == null ? scope : scope.setTenant(tenant));
            scopes++;
        } else if (tenant != null) {
            request.setTenant(tenant);
            scopes++;
        }
        if (scopes != 1) {
            throw CommandException.badInput(
                    "expected one of --all, --tenant, --principal, --resource and --capability");
        }
        return request.build();
    }

    private AdminClient open(@Nullable Tls tls) {
        try {
            return AdminClient.open(server, tls, DEADLINE);
        } catch (IllegalArgumentException e) {
            throw CommandException.badInput("--server: " + e.getMessage());
        }
    }
}
