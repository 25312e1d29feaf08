package dev.postern.sidecar;

import dev.postern.sidecar.cli.PosternCommand;

/** Entry point of the {@code postern} command. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(PosternCommand.run(new Launcher(System.getenv()), args));
    }
}
