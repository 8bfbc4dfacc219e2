package io.driftline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the numbers depend on. */
public final class Machine {
    private static final long KIB_A_GIB = 1 << 20;

    private Machine() {}

    public static String describe() throws IOException {
        return Runtime.getRuntime().availableProcessors() + " cores of " + first("/proc/cpuinfo", "model name") + ", "
                + Long.parseLong(first("/proc/meminfo", "MemTotal").replaceAll("\\D", "")) / KIB_A_GIB + " GiB memory, "
                + System.getProperty("os.name") + " " + System.getProperty("os.version");
    }

    /** Runnable processes over the last 1, 5 and 15 minutes. */
    public static String load() throws IOException {
        String[] parts = Files.readString(Path.of("/proc/loadavg")).split(" ", -1);
        return parts[0] + ", " + parts[1] + ", " + parts[2];
    }

    private static String first(String file, String key) throws IOException {
        return Files.readAllLines(Path.of(file)).stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }
}
