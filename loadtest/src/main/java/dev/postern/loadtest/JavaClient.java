package dev.postern.loadtest;

import java.time.Duration;

/**
 * Our own client: looks at every answer, on connections opened anew for each drive.
 *
 * @param streams questions in flight on each connection
 */
record JavaClient(int connections, int streams) implements Client {

    @Override
    public Pace drive(ServerProcess server, Question question, Duration length) throws InterruptedException {
        try (Connections opened = new Connections(server.port(), connections)) {
            Load load = ClosedLoop.run(opened, streams, question, length).orThrow("port " + server.port());
            return new Pace(load.completed(), load.perSecond());
        }
    }
}
