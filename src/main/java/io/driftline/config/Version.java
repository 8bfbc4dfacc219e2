package io.driftline.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The version that the build wrote into the jar. */
public final class Version {
    private Version() {}

    public static String current() {
        try (@Nullable InputStream file = Version.class.getResourceAsStream("/version.properties")) {
            Properties properties = new Properties();
            if (file != null) {
                properties.load(file);
            }
            return properties.getProperty("version", "unknown");
        } catch (IOException unreadable) {
            throw new UncheckedIOException("version.properties", unreadable);
        }
    }
}
