package io.driftline.database;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * One step of the tables from version to version, as statements; its file is never changed once it was released.
 *
 * @param checksum CRC-32 of its lines without their ends, as earlier releases kept it
 */
record MigrationScript(int version, String name, int checksum, List<String> statements) {
    private static final String FOLDER = "db/migration";
    private static final Pattern FILE = Pattern.compile("V(\\d+)__(\\w+)\\.sql");

    /** What a statement is made of; only a semicolon outside of the others ends it. */
    private static final Pattern PART =
            Pattern.compile("--[^\n]*|'(?:[^'\\\\]|''|\\\\.)*'|`[^`]*`|;|[^-'`;]+|-", Pattern.DOTALL);

    MigrationScript {
        statements = List.copyOf(statements);
    }

    /** All of this build, in order. */
    static List<MigrationScript> all() {
        try {
            URI folder = Objects.requireNonNull(
                            MigrationScript.class.getClassLoader().getResource(FOLDER))
                    .toURI();
            if (folder.getScheme().equals("file")) {
                return read(Path.of(folder));
            }
            Path jar = Path.of(URI.create(folder.getRawSchemeSpecificPart().replaceFirst("!.*", "")));
            try (FileSystem inside = FileSystems.newFileSystem(jar, Map.of())) {
                return read(inside.getPath(FOLDER));
            }
        } catch (IOException | URISyntaxException unreadable) {
            throw new IllegalStateException("this build's migrations cannot be read", unreadable);
        }
    }

    private static List<MigrationScript> read(Path folder) throws IOException {
        List<MigrationScript> scripts = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Matcher name = FILE.matcher(file.getFileName().toString());
                if (name.matches()) {
                    scripts.add(of(Integer.parseInt(name.group(1)), name.group(2), Files.readString(file)));
                }
            }
        }
        scripts.sort(Comparator.comparingInt(MigrationScript::version));
        return List.copyOf(scripts);
    }

    static MigrationScript of(int version, String name, String text) {
        return new MigrationScript(version, name, checksum(text), split(text));
    }

    private static int checksum(String text) {
        CRC32 sum = new CRC32();
        text.lines().forEach(line -> sum.update(line.getBytes(StandardCharsets.UTF_8)));
        return (int) sum.getValue();
    }

    private static List<String> split(String text) {
        List<String> statements = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        Matcher part = PART.matcher(text);
        while (part.find()) {
            if (part.group().equals(";")) {
                add(statements, statement);
            } else if (!part.group().startsWith("--")) {
                statement.append(part.group());
            }
        }
        add(statements, statement);
        return statements;
    }

    private static void add(List<String> statements, StringBuilder statement) {
        if (!statement.toString().isBlank()) {
            statements.add(statement.toString().strip());
        }
        statement.setLength(0);
    }

    @Override
    public String toString() {
        return "V" + version + " (" + name + ")";
    }
}
