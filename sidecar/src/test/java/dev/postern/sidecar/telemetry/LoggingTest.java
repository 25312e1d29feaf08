package dev.postern.sidecar.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

@Isolated
class LoggingTest {

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @BeforeEach
    void capture() {
        System.setErr(new PrintStream(written, true, UTF_8));
    }

    @AfterEach
    void restore() throws JoranException {
        System.setErr(before);
        LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
        loggers.reset();
        JoranConfigurator joran = new JoranConfigurator();
        joran.setContext(loggers);
        joran.doConfigure(LoggingTest.class.getResource("/logback.xml"));
    }

    @Test
    void awayFromATerminalALineIsAJsonObject() throws IOException {
        Logging.start(LogConfig.DEFAULTS, false);
        LoggerFactory.getLogger("dev.postern.x").warn("bad {}\n\"line\"", "news", new IllegalStateException("why"));

        assertThat(lines()).hasSize(1);
        JsonNode line = new ObjectMapper().readTree(lines().get(0));
        assertThat(line.get("level").asText()).isEqualTo("WARN");
        assertThat(line.get("loggerName").asText()).isEqualTo("dev.postern.x");
        assertThat(line.get("formattedMessage").asText()).isEqualTo("bad news\n\"line\"");
        assertThat(line.at("/throwable/message").asText()).isEqualTo("why");
    }

    @Test
    void onATerminalALineIsText() {
        Logging.start(LogConfig.DEFAULTS, true);
        LoggerFactory.getLogger("dev.postern.x").info("hello");

        assertThat(lines()).hasSize(1);
        assertThat(lines().get(0)).endsWith("INFO  dev.postern.x hello");
    }

    @Test
    void javaUtilLoggingIsLedIntoTheLogOnce() {
        Logging.start(new LogConfig(LogFormat.JSON, LogLevel.INFO), true);
        java.util.logging.Logger jul = java.util.logging.Logger.getLogger("io.grpc.x");
        jul.log(Level.WARNING, "from {0}", "grpc");
        jul.fine("too fine");

        assertThat(lines()).hasSize(1);
        assertThat(lines().get(0)).startsWith("{").contains("from grpc");
    }

    @Test
    void levelsChangeWhileRunningAlsoForJavaUtilLogging() {
        Logging.start(new LogConfig(LogFormat.TEXT, LogLevel.WARN), false);
        LogLevels levels = new LogLevels((LoggerContext) LoggerFactory.getILoggerFactory());
        assertThat(levels.set("io.grpc", LogLevel.DEBUG)).isEqualTo("warn");
        assertThat(levels.set("io.grpc", LogLevel.DEBUG)).isEqualTo("debug");
        java.util.logging.Logger.getLogger("io.grpc.y").fine("now shown");
        LoggerFactory.getLogger("dev.postern.y").info("not shown");

        assertThat(levels.set("", LogLevel.INFO)).isEqualTo("warn");
        LoggerFactory.getLogger("dev.postern.y").info("shown");
        assertThat(lines()).hasSize(2);
        assertThat(lines().get(0)).endsWith("now shown");
        assertThat(lines().get(1)).endsWith("dev.postern.y shown");
    }

    private java.util.List<String> lines() {
        return written.toString(UTF_8).lines().toList();
    }
}
