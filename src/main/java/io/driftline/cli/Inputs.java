package io.driftline.cli;

import io.driftline.input.bytes.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Checks of files that a command is given, before it works for long. */
public final class Inputs {
    /** What a file may have once it is unpacked. */
    public static final int MOST_BYTES = 1 << 30;

    private Inputs() {}

    /** A file's name and bytes. */
    public static Source source(Path file) {
        try {
            return new Source(file.getFileName().toString(), Files.readAllBytes(file));
        } catch (IOException unreadable) {
            throw unreadable(file, unreadable);
        }
    }

    public static void requireReadable(List<Path> files) {
        for (Path file : files) {
            if (!Files.exists(file)) {
                throw CliException.unusable("File not found: " + file);
            }
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                throw CliException.unusable("Not a file that can be read: " + file);
            }
        }
    }

    /** The output's folder must be there; the file itself may be replaced. */
    public static void requireWritable(Path file) {
        var folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder) || Files.isDirectory(file)) {
            throw CliException.unusable("The output cannot be written: " + file);
        }
    }

    /** An output that took the place of what it was made from would be lost work. */
    public static void requireOther(Path output, List<Path> inputs) {
        for (Path input : inputs) {
            if (input.toAbsolutePath()
                    .normalize()
                    .equals(output.toAbsolutePath().normalize())) {
                throw CliException.unusable("The output would take the place of the input: " + output);
            }
        }
    }

    static CliException unreadable(Path file, IOException failure) {
        return failure instanceof NoSuchFileException
                ? CliException.unusable("File not found: " + file)
                : CliException.unusable(file + " cannot be read: " + failure.getMessage());
    }
}
