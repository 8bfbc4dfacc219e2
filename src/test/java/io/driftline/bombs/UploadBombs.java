package io.driftline.bombs;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Forms that are small, and large once they are unpacked or taken apart. */
final class UploadBombs {
    /** What is taken, less the other fields. */
    static final int UNPACKED = (16 << 20) - 4_096;

    static final int BODY = 8 << 20;
    static final String BOUNDARY = "bombs";
    static final String FORM = "multipart/form-data; boundary=" + BOUNDARY;

    private UploadBombs() {}

    static List<Call> all() {
        return List.of(
                packed("control bytes", "sequences", ">a\n", "\u0001"),
                packed("control bytes without a header", "sequences", "", "\u0001"),
                packed("empty records", "sequences", "", ">\n"),
                packed("records of a letter", "sequences", "", ">a\nA\n"),
                packed("one endless line", "sequences", ">a\n", "A"),
                packed("one endless header", "sequences", ">", "a"),
                packed("empty lines", "sequences", "", "\n"),
                packed("letters of no alphabet", "sequences", ">a\n", "\u00ff"),
                packed("pairs", "pairs", "strain_a,strain_b\n", "a,a\n"),
                packed("unknown pairs", "pairs", "strain_a,strain_b\n", "b,c\n"),
                packed("cells", "pairs", "strain_a,strain_b\n", ","),
                packed("quotes", "pairs", "strain_a,strain_b\n\"", "\"\""),
                packed("rows without cells", "pairs", "strain_a,strain_b\n", ",\n"),
                packed("a model", "modelId", "", " 1"),
                form(
                        "more than is unpacked",
                        () -> packedFile("sequences", Packed.gzip("", "\u0001", UNPACKED + 8_192))),
                form("far more than is unpacked", () -> packedFile("sequences", Packed.gzip("", "\u0001", 512 << 20))),
                archive("many files", () -> ArchiveBombs.zip(ArchiveBombs.names(50_000), new byte[0], 0)),
                archive("archives in archives", () -> ArchiveBombs.nested(10)),
                archive("zeros", () -> ArchiveBombs.filled(List.of("a.fasta", "b.fasta"), "\0", 32 << 20)),
                archive("empty records", () -> ArchiveBombs.filled(List.of("a.fasta"), ">\n", UNPACKED)),
                form("many packed files", () -> packedFile("sequences", Packed.gzip(">a\n", "\u0001", UNPACKED))
                        .repeat(120)),
                form("parts", () -> repeated(field("sequences", ""))),
                form("fields", UploadBombs::fields),
                form("a long header", () -> part("a".repeat(BODY - 1_000)) + "\r\n\r\n"),
                form("headers", () -> "--" + BOUNDARY + "\r\n" + repeated("A: b\r\n") + "\r\n"),
                form("delimiters that are none", () -> field("sequences", repeated("\r\n--bomb"))),
                form("line ends", () -> field("sequences", repeated("\r\n"))),
                new Call("submitJob, form: no part", "POST", "/jobs", FORM, () -> "-"
                        .repeat(BODY)
                        .getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static Call packed(String what, String field, String begin, String unit) {
        return form(what, () -> packedFile(field, Packed.gzip(begin, unit, UNPACKED)));
    }

    private static Call archive(String what, Supplier<byte[]> zip) {
        return form("a zip, " + what, () -> packedFile("sequences", zip.get()));
    }

    static Call form(String what, Supplier<String> parts) {
        return new Call("submitJob, form: " + what, "POST", "/jobs", FORM, () -> {
            var made = parts.get();
            return (others(made) + made + "--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.ISO_8859_1);
        });
    }

    private static String others(String parts) {
        var records = ">a\n" + "ACGT".repeat(100) + "\n>d\n" + "ACGT".repeat(100) + "\n";
        return (parts.contains("name=\"modelId\"") ? "" : field("modelId", "999999"))
                + field("encodingId", "blosum62")
                + field("mode", parts.contains("name=\"pairs\"") ? "list" : "all")
                + (parts.contains("name=\"sequences\"") ? "" : field("sequences", records));
    }

    private static String field(String name, String content) {
        return part(name) + "\r\n\r\n" + content + "\r\n";
    }

    static String packedFile(String name, byte[] content) {
        return part(name) + "; filename=\"a.gz\"\r\n\r\n" + new String(content, StandardCharsets.ISO_8859_1) + "\r\n";
    }

    private static String part(String name) {
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"";
    }

    private static String fields() {
        return IntStream.range(0, BODY / 80).mapToObj(i -> field("f" + i, "1")).collect(Collectors.joining());
    }

    /** As often as a body has room for it. */
    private static String repeated(String text) {
        return text.repeat((BODY - 1_000) / text.length());
    }
}
