package io.driftline.tracing;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.slf4j.LoggerFactory;

/** What the exporter says, such as that its collector is away, among the log's other lines; it speaks to the JDK's own log. */
final class ExporterLog extends Handler {
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(ExporterLog.class);

    /** Held here, for the JDK forgets loggers that nobody holds, with their handlers. */
    private static final Logger EXPORTER = Logger.getLogger("io.opentelemetry");

    private final SimpleFormatter words = new SimpleFormatter();

    private ExporterLog() {}

    static synchronized void open() {
        if (EXPORTER.getUseParentHandlers()) {
            EXPORTER.setUseParentHandlers(false);
            EXPORTER.addHandler(new ExporterLog());
        }
    }

    @Override
    public void publish(LogRecord told) {
        if (told.getLevel().intValue() >= Level.WARNING.intValue()) {
            LOG.warn("traces: {}", words.formatMessage(told));
        } else {
            LOG.debug("traces: {}", words.formatMessage(told));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
