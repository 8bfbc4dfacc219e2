package io.driftline.bombs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Archives of a model version that say one thing and are another, or are more than anybody could want. */
final class ArchiveBombs {
    private static final int MEBI = 1 << 20;
    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int ENTRY = 0x02014b50;
    private static final int COMMENT = 60_000;

    private ArchiveBombs() {}

    /** Made beforehand, for they are sent more than once. */
    static List<Call> all() {
        return List.of(
                call("100 000 names", () -> zip(names(100_000), new byte[0], 0)),
                call("201 names", () -> zip(names(201), new byte[0], 0)),
                call("1 MiB of directory", () -> zip(names(17), new byte[0], COMMENT)),
                call("an archive in an archive", () -> nested(10)),
                call("a network that is an archive", () -> zip(List.of("model.yaml", "a.onnx"), nested(3), 0)),
                call("zeros", () -> filled(manifest(), "\0", 64 * MEBI)),
                call("networks of zeros", () -> filled(List.of("model.yaml", "a.onnx", "b.onnx"), "\0", 2 * MEBI)),
                call("many networks of zeros", () -> onlyLast(filled(names(12), "\0", 30 * MEBI))),
                call("a size that is too small", () -> sized(zip(manifest(), new byte[MEBI], 0), 10)),
                call("a size that is too large", () -> sized(zip(manifest(), new byte[10], 0), MEBI)),
                call("a size beyond all", () -> sized(zip(manifest(), new byte[10], 0), -1)),
                call("zip64 with endless entries", () -> zip64(zip(manifest(), new byte[10], 0), Long.MAX_VALUE)),
                call("zip64 with a negative size", () -> zip64(zip(manifest(), new byte[10], 0), -1)),
                call("two files of one name", () -> renamed("nodel.yaml", "model.yaml")),
                call(
                        "two files of nearly one name",
                        () -> zip(List.of("model.yaml", "A.onnx", "a.onnx"), new byte[9], 0)),
                call("a path upwards", () -> zip(List.of("model.yaml", "../../a.onnx"), new byte[9], 0)),
                call("a path of its own", () -> zip(List.of("model.yaml", "/tmp/a.onnx"), new byte[9], 0)),
                call("a path of another system", () -> zip(List.of("model.yaml", "..\\a.onnx"), new byte[9], 0)),
                call("a folder", () -> zip(List.of("model.yaml", "a.onnx/"), new byte[0], 0)),
                call("a name with an end", () -> renamed("nodel.yaml", "a.onnx\0xyz")),
                call("only the end", () -> ByteBuffer.allocate(END_BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(END)
                        .array()),
                call("cut off", () -> half(zip(manifest(), new byte[MEBI], 0))),
                call("no archive", () -> new byte[8 * MEBI]));
    }

    private static Call call(String what, Supplier<byte[]> archive) {
        byte[] made = archive.get();
        return new Call("addModelVersion, " + what, "POST", "/admin/models", "application/zip", () -> made);
    }

    private static List<String> manifest() {
        return List.of("model.yaml");
    }

    static List<String> names(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> i == 0 ? "model.yaml" : "network-" + i + ".onnx")
                .toList();
    }

    /** Each of them with this content, and in the directory with a comment of so many letters. */
    static byte[] zip(List<String> names, byte[] content, int comment) {
        return zip(names, comment, zip -> zip.write(content));
    }

    /** Each of them with so many bytes of the unit, which are never in memory together. */
    static byte[] filled(List<String> names, String unit, int bytes) {
        return zip(names, 0, zip -> Packed.fill(zip, unit, bytes));
    }

    private static byte[] zip(List<String> names, int comment, Content content) {
        var packed = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(packed)) {
            for (var name : names) {
                var entry = new ZipEntry(name);
                entry.setComment(comment == 0 ? null : "c".repeat(comment));
                zip.putNextEntry(entry);
                if (!entry.isDirectory()) {
                    content.into(zip);
                }
                zip.closeEntry();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }

    private interface Content {
        void into(OutputStream entry) throws IOException;
    }

    static byte[] nested(int levels) {
        byte[] archive = new byte[MEBI];
        for (int i = 0; i < levels; i++) {
            archive = zip(List.of("model.yaml", "a.zip"), archive, 0);
        }
        return archive;
    }

    /** What the directory says of the first entry's size, unpacked. */
    private static byte[] sized(byte[] zip, int size) {
        var bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        return bytes.putInt(bytes.getInt(zip.length - 6) + 24, size).array();
    }

    /** All entries of the directory stand for one and the same content. */
    private static byte[] onlyLast(byte[] zip) {
        var bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = bytes.getInt(zip.length - 6); bytes.getInt(at) == ENTRY; ) {
            bytes.putInt(at + 42, 0);
            at += 46 + bytes.getShort(at + 28) + bytes.getShort(at + 30) + bytes.getShort(at + 32);
        }
        return zip;
    }

    /** With an end of the larger kind before its own, which then says nothing. */
    private static byte[] zip64(byte[] zip, long number) {
        int end = zip.length - END_BYTES;
        int directory = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).getInt(zip.length - 6);
        return ByteBuffer.allocate(zip.length + 56 + 20)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(zip, 0, end)
                .putInt(0x06064b50)
                .putLong(44)
                .putShort((short) 45)
                .putShort((short) 45)
                .putInt(0)
                .putInt(0)
                .putLong(number)
                .putLong(number)
                .putLong(number)
                .putLong(directory)
                .putInt(0x07064b50)
                .putInt(0)
                .putLong(end)
                .putInt(1)
                .putInt(END)
                .putInt(0)
                .putInt(-1)
                .putInt(-1)
                .putInt(-1)
                .putShort((short) 0)
                .array();
    }

    private static byte[] renamed(String from, String to) {
        var zip = new String(zip(List.of("model.yaml", from), new byte[9], 0), StandardCharsets.ISO_8859_1);
        return zip.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] half(byte[] zip) {
        return Arrays.copyOf(zip, zip.length / 2);
    }
}
