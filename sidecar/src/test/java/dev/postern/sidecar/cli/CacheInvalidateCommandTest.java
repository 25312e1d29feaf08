package dev.postern.sidecar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.sidecar.cli.console.Exit;
import org.junit.jupiter.api.Test;

class CacheInvalidateCommandTest {

    private static final String NOBODY = "unix:/nowhere/admin.sock";

    @Test
    void wantsExactlyOneScope() {
        for (String[] scopes :
                new String[][] {{}, {"--all", "--principal", "ada"}, {"--tenant", "t", "--capability", "c"}}) {
            String[] args = new String[scopes.length + 4];
            args[0] = "cache";
            args[1] = "invalidate";
            args[2] = "--server";
            args[3] = NOBODY;
            System.arraycopy(scopes, 0, args, 4, scopes.length);
            Run run = Run.of(args);
            assertThat(run.exit()).isEqualTo(Exit.USAGE);
            assertThat(run.err()).contains("expected one of --all, --tenant, --principal, --resource and --capability");
        }
    }

    @Test
    void saysThatTheSidecarCannotBeReached() {
        Run run = Run.of("cache", "invalidate", "--server", NOBODY, "--all");
        assertThat(run.exit()).isEqualTo(Exit.FAULT);
        assertThat(run.err()).contains("the sidecar at " + NOBODY + " did not invalidate: UNAVAILABLE");
    }
}
