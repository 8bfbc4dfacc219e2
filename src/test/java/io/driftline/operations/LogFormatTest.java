package io.driftline.operations;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.KeyValuePair;

/** What one logs is one line, whoever wrote the text in it. */
class LogFormatTest {
    private static final String FORGED = "x\n2026-01-01T00:00:00.000Z ERROR";

    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void noTextStartsALineOfItsOwn(String format) throws JoranException {
        assertThat(line(format, FORGED, FORGED)).hasLineCount(1).endsWith("\n");
    }

    @Test
    void jsonHasMessageAndKeys() throws JoranException {
        var line = new JsonObject(line("json", "job staged", "j"));

        assertThat(line.getString("formattedMessage")).isEqualTo("job staged");
        assertThat(line.getJsonArray("kvpList").getJsonObject(0).getString("jobId"))
                .isEqualTo("j");
    }

    private static String line(String format, String message, String job) throws JoranException {
        var context = new LoggerContext();
        context.putProperty("DRIFTLINE_LOG_FORMAT", format);
        var configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Objects.requireNonNull(LogFormatTest.class.getResource("/logback.xml")));
        var root = context.getLogger("ROOT");
        var event = new LoggingEvent("", root, Level.WARN, message, null, null);
        event.setKeyValuePairs(List.of(new KeyValuePair("jobId", job)));
        var appender = (ConsoleAppender<ILoggingEvent>) root.getAppender("STDERR");
        return new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
    }
}
