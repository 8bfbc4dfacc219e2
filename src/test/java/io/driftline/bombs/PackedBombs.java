package io.driftline.bombs;

import static io.driftline.bombs.UploadBombs.BODY;
import static io.driftline.bombs.UploadBombs.UNPACKED;
import static io.driftline.bombs.UploadBombs.form;
import static io.driftline.bombs.UploadBombs.packedFile;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Files that are packed with xz, which may ask for far more memory than it unpacks to, and in one another. */
final class PackedBombs {
    private static final byte[] FASTA = ">a\nACGT\n".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] NOTHING = new byte[0];

    private PackedBombs() {}

    /** Made beforehand: packing takes what the gateway needs too. */
    static List<Call> all() {
        return Stream.of(fields(), files(), inOneAnother())
                .flatMap(calls -> calls)
                .toList();
    }

    private static Stream<Call> fields() {
        return Stream.of(
                field("control bytes", "sequences", ">a\n", "\u0001"),
                field("empty records", "sequences", "", ">\n"),
                field("records of a letter", "sequences", "", ">a\nA\n"),
                field("one endless line", "sequences", ">a\n", "A"),
                field("pairs", "pairs", "strain_a,strain_b\n", "a,a\n"),
                field("a model", "modelId", "", " 1"));
    }

    private static Call field(String what, String field, String begin, String unit) {
        byte[] packed = Packed.xz(begin, unit, UNPACKED);
        return form("xz, " + what, () -> packedFile(field, packed));
    }

    private static Stream<Call> files() {
        return Stream.of(
                        file("xz, more than is unpacked", Packed.xz("", "\u0001", UNPACKED + 8_192)),
                        file("xz, far more than is unpacked", Packed.xz("", "\u0001", 64 << 20)),
                        file("xz, 64 MiB asked for", Packed.asking(Packed.xz(FASTA), Packed.MIB_64)),
                        file("xz, 4 GiB asked for", Packed.asking(Packed.xz(FASTA), Packed.GIB_4)),
                        file("xz, 32 MiB asked for again and again", Packed.repeated(asking(FASTA), BODY / 2)),
                        file("xz of nothing again and again", Packed.repeated(Packed.xz(NOTHING), BODY / 2)),
                        file("xz, cut off", Arrays.copyOf(Packed.xz("", "\u0001", UNPACKED), 1_000)))
                .flatMap(List::stream);
    }

    private static Stream<Call> inOneAnother() {
        return Stream.of(
                        file("xz in zip", inZip(2, Packed.xz("", "\u0001", 12 << 20))),
                        file("much xz in zip", inZip(1_000, asking(FASTA))),
                        file("much gzip in zip", inZip(1_000, Packed.gzip(FASTA))),
                        file("gzip in xz", Packed.xz(Packed.gzip("", ">\n", UNPACKED))),
                        file("xz in gzip", Packed.gzip(Packed.xz("", ">\n", UNPACKED))),
                        file("xz in xz", Packed.xz(Packed.xz("", "\u0001", 64 << 20))),
                        file("zip in xz", Packed.xz(inZip(900, new byte[16 << 10]))),
                        file("xz in xz in xz", Packed.xz(Packed.xz(Packed.xz(FASTA)))),
                        file("gzip of nothing again and again", Packed.repeated(Packed.gzip(NOTHING), BODY / 2)),
                        file("gzip of a byte again and again", Packed.repeated(Packed.gzip(new byte[1]), BODY / 2)))
                .flatMap(List::stream);
    }

    private static byte[] asking(byte[] content) {
        return Packed.asking(Packed.xz(content), Packed.MIB_32);
    }

    private static byte[] inZip(int files, byte[] packed) {
        var names = IntStream.range(0, files).mapToObj(i -> "a" + i + ".fasta").toList();
        return ArchiveBombs.zip(names, packed, 0);
    }

    /** At each operation that unpacks. */
    private static List<Call> file(String what, byte[] packed) {
        return List.of(
                form(what, () -> packedFile("sequences", packed)),
                only("checkSequences", "/checks", what, () -> packedFile("sequences", packed)),
                only("readFiles", "/readings", what, () -> packedFile("files", packed)));
    }

    private static Call only(String operation, String path, String what, Supplier<String> part) {
        return new Call(operation + ", form: " + what, "POST", path, UploadBombs.FORM, () -> (part.get() + "--"
                        + UploadBombs.BOUNDARY + "--\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
    }
}
