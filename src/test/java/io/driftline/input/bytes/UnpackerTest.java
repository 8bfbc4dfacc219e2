package io.driftline.input.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** What is packed in pieces, one after the other. */
class UnpackerTest {
    private static final int ROOM = 1 << 20;
    private static final int MANY = 20_000;

    @Test
    void piecesOfOneFileAreItsWhole() throws Exception {
        assertThat(unpacked(gzip(">a\n"), gzip(""), gzip("AC"))).isEqualTo(">a\nAC");
        assertThat(unpacked(xz(">a\n"), new byte[8], xz(""), xz("AC"))).isEqualTo(">a\nAC");
    }

    @Test
    void manyPiecesOfNothingAreRefused() throws Exception {
        assertTooLarge(repeated(gzip("")));
        assertTooLarge(repeated(xz("")));
    }

    @Test
    void manyPiecesOfLittleAreRefused() throws Exception {
        assertTooLarge(repeated(gzip("A")));
        assertTooLarge(repeated(xz("A")));
    }

    @Test
    void whatFollowsAnXzAndIsNoneIsNotIgnored() throws Exception {
        byte[] bytes = joined(xz(">a\nAC"), "and more".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> new Unpacker(new Room(ROOM)).open(bytes)).isInstanceOf(Unreadable.class);
    }

    private static void assertTooLarge(byte[] bytes) {
        assertThatThrownBy(() -> new Unpacker(new Room(ROOM)).open(bytes))
                .isInstanceOfSatisfying(ServiceException.class, refused -> assertThat(refused.type())
                        .isEqualTo(ProblemType.TOO_LARGE))
                .hasMessageContaining("pieces");
    }

    private static String unpacked(byte[]... pieces) throws Unreadable {
        var items = new Unpacker(new Room(ROOM)).open(joined(pieces));
        assertThat(items).hasSize(1);
        return new String(items.get(0).bytes(), StandardCharsets.ISO_8859_1);
    }

    private static byte[] joined(byte[]... pieces) {
        var all = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            all.writeBytes(piece);
        }
        return all.toByteArray();
    }

    private static byte[] repeated(byte[] piece) {
        var all = new ByteArrayOutputStream();
        for (int times = 0; times < MANY; times++) {
            all.writeBytes(piece);
        }
        return all.toByteArray();
    }

    private static byte[] gzip(String content) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(content.getBytes(StandardCharsets.ISO_8859_1));
        }
        return packed.toByteArray();
    }

    private static byte[] xz(String content) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new XZOutputStream(packed, new LZMA2Options(0))) {
            out.write(content.getBytes(StandardCharsets.ISO_8859_1));
        }
        return packed.toByteArray();
    }
}
