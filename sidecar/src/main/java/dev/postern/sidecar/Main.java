package dev.postern.sidecar;

/** Entry point of the {@code postern} command. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(args.length);
    }
}
