package io.driftline.audit;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.TimeBasedRollingPolicy;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** Gives the security log a file of its own, a new one each day, instead of its place among the other lines. */
public final class SecurityLogFile {
    private static final int DAYS_KEPT = 90;

    private SecurityLogFile() {}

    /** Answers whether it can be written. */
    public static boolean open(Path file) {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%msg%n");
        encoder.start();
        var appender = new RollingFileAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setName(SecurityLog.NAME);
        appender.setFile(file.toString());
        appender.setEncoder(encoder);
        var daily = new TimeBasedRollingPolicy<ILoggingEvent>();
        daily.setContext(context);
        daily.setParent(appender);
        daily.setFileNamePattern(file + ".%d{yyyy-MM-dd}");
        daily.setMaxHistory(DAYS_KEPT);
        daily.start();
        appender.setRollingPolicy(daily);
        appender.start();
        Logger logger = context.getLogger(SecurityLog.NAME);
        logger.addAppender(appender);
        logger.setAdditive(false);
        return appender.isStarted();
    }
}
