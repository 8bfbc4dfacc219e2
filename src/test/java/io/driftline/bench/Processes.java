package io.driftline.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The service's processes, by what they are: gateway, mariadbd, redis, worker (several processes count together). */
final class Processes {
    private static final Pattern BIND = Pattern.compile("--bind\\s+127\\.0\\.0\\.1:(\\d+)");

    private final ProcessHandle gateway;

    Processes(ProcessHandle gateway) {
        this.gateway = gateway;
    }

    /** Resident memory in MiB. */
    Map<String, Double> resident() {
        Map<String, Double> found = new TreeMap<>();
        all().forEach(each -> found.merge(kind(each), residentMiB(each), Double::sum));
        return found;
    }

    /** CPU time used so far. */
    Map<String, Duration> cpu() {
        Map<String, Duration> found = new TreeMap<>();
        all().forEach(each ->
                found.merge(kind(each), each.info().totalCpuDuration().orElse(Duration.ZERO), Duration::plus));
        found.put("bench", ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO));
        return found;
    }

    /** Where the worker answers. */
    OptionalInt workerPort() {
        return all().stream()
                .map(each -> BIND.matcher(commandLine(each)))
                .filter(Matcher::find)
                .mapToInt(found -> Integer.parseInt(found.group(1)))
                .findFirst();
    }

    private List<ProcessHandle> all() {
        return Stream.concat(Stream.of(gateway), gateway.descendants()).toList();
    }

    private String kind(ProcessHandle process) {
        if (process.pid() == gateway.pid()) {
            return "gateway";
        }
        String line = commandLine(process);
        if (line.startsWith("/bin/sh") || line.startsWith("setsid")) {
            return "guards";
        }
        return Stream.of("mariadbd", "redis", "driftline_worker", "driftline-worker")
                .filter(line::contains)
                .map(name -> name.startsWith("driftline") ? "worker" : name)
                .findFirst()
                .orElse("other");
    }

    private static String commandLine(ProcessHandle process) {
        return read("/proc/" + process.pid() + "/cmdline").replace('\0', ' ').strip();
    }

    private static double residentMiB(ProcessHandle process) {
        return read("/proc/" + process.pid() + "/status")
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                .findFirst()
                .orElse(0);
    }

    /** Empty for a process that has ended meanwhile. */
    private static String read(String file) {
        try {
            return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException ended) {
            return "";
        } catch (IOException e) {
            if (e.getMessage() != null && e.getMessage().contains("No such process")) {
                return "";
            }
            throw new UncheckedIOException(e);
        }
    }
}
