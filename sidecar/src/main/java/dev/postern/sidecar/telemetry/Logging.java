package dev.postern.sidecar.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.jul.LevelChangePropagator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Sets up the process's log: standard error, JSON or text, with {@code java.util.logging} led into it. Until then, what
 * {@code logback.xml} says holds.
 */
public final class Logging {

    private static final String TEXT = "%d{HH:mm:ss.SSS} %-5level %logger{24} %msg%n";

    private Logging() {}

    /**
     * Takes over the log of this process.
     *
     * @param terminal whether standard error is read by a person
     */
    public static void start(LogConfig config, boolean terminal) {
        LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
        boolean text = config.format() == LogFormat.TEXT || (config.format() == LogFormat.AUTO && terminal);
        loggers.reset();
        Logger root = loggers.getLogger(Logger.ROOT_LOGGER_NAME);
        root.addAppender(standardError(loggers, text ? text(loggers) : json(loggers)));
        bridge(loggers);
        root.setLevel(Level.valueOf(config.level().name()));
        // gRPC sets TCP options on Unix sockets too, and Netty warns of each.
        loggers.getLogger("io.grpc.netty.shaded.io.netty.bootstrap").setLevel(Level.ERROR);
    }

    private static ConsoleAppender<ILoggingEvent> standardError(LoggerContext loggers, Encoder<ILoggingEvent> encoder) {
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(loggers);
        appender.setName("stderr");
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }

    static Encoder<ILoggingEvent> json(LoggerContext loggers) {
        JsonEncoder encoder = new JsonEncoder();
        encoder.setContext(loggers);
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.setWithContext(false);
        encoder.setWithMessage(false);
        encoder.setWithArguments(false);
        encoder.setWithFormattedMessage(true);
        encoder.start();
        return encoder;
    }

    private static Encoder<ILoggingEvent> text(LoggerContext loggers) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(loggers);
        encoder.setPattern(TEXT);
        encoder.start();
        return encoder;
    }

    /** gRPC and OpenTelemetry log through java.util.logging; the propagator keeps disabled levels free of cost there. */
    private static void bridge(LoggerContext loggers) {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        LevelChangePropagator levels = new LevelChangePropagator();
        levels.setContext(loggers);
        levels.setResetJUL(true);
        levels.start();
        loggers.addListener(levels);
    }
}
