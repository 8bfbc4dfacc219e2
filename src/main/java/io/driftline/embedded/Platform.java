package io.driftline.embedded;

import io.driftline.config.StartException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What the machine is, and whether the embedded programs run on it. */
final class Platform {
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private Platform() {}

    static void requireLinuxOnX86() {
        String system = System.getProperty("os.name");
        String processor = System.getProperty("os.arch");
        boolean linux = system.toLowerCase(Locale.ROOT).equals("linux");
        boolean x86 = processor.equals("amd64") || processor.equals("x86_64");
        if (!linux || !x86) {
            throw new StartException("The embedded database and Redis run on Linux on x86-64 only, and this is "
                    + system
                    + " on " + processor + ": set embedded.enabled to false and give real servers by database.*,"
                    + " redis.uri, broker.*, workers.* and keys.*, as in conf/production.yaml.");
        }
    }

    /** What the lean jar leaves out. */
    static void requireServers() {
        if (!Resources.exist(EmbeddedDatabase.BINARIES + "/bin/mariadbd")) {
            throw new StartException(
                    "This is the lean jar, without the embedded database, Redis and broker: run driftline.jar,"
                            + " or set embedded.enabled to false and give real servers by database.*, redis.uri, broker.*, workers.*"
                            + " and keys.*, as in conf/production.yaml.");
        }
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** Whether a child can get a session of its own, out of reach of a terminal's Ctrl-C. */
    static boolean hasSetsid() {
        return Files.isExecutable(SETSID);
    }
}
