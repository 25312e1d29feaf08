package dev.postern.loadtest;

import java.io.IOException;
import java.time.Duration;

/** Drives a server at full speed. */
interface Client {

    /** Keeps the server busy with {@code question} for about {@code length}. */
    Pace drive(ServerProcess server, Question question, Duration length) throws IOException, InterruptedException;

    /**
     * How fast it went.
     *
     * @param checks answered
     */
    record Pace(long checks, double perSecond) {}
}
