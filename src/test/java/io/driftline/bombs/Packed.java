package io.driftline.bombs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Much, in little room. */
final class Packed {
    /** Sizes of dictionaries as xz writes them. */
    static final int MIB_32 = 26;

    static final int MIB_64 = 28;
    static final int GIB_4 = 40;

    private static final int HEADER = 12;
    private static final byte LZMA2 = 0x21;
    private static final int UNITS = 4_096;

    private Packed() {}

    /** A way of packing. */
    interface Packer {
        OutputStream around(OutputStream out) throws IOException;
    }

    static byte[] gzip(String begin, String unit, int bytes) {
        return filled(GZIPOutputStream::new, begin, unit, bytes);
    }

    static byte[] xz(String begin, String unit, int bytes) {
        return filled(out -> new XZOutputStream(out, new LZMA2Options(0)), begin, unit, bytes);
    }

    static byte[] xz(byte[] content) {
        return with(out -> new XZOutputStream(out, new LZMA2Options(0)), content);
    }

    /** The same xz, whose first block says that unpacking it takes a dictionary of another size: one of the above. */
    static byte[] asking(byte[] xz, int size) {
        byte[] asking = xz.clone();
        int end = HEADER + (asking[HEADER] + 1) * 4 - 4;
        for (int at = HEADER + 2; at < end - 2; at++) {
            if (asking[at] == LZMA2 && asking[at + 1] == 1) {
                asking[at + 2] = (byte) size;
            }
        }
        var sum = new CRC32();
        sum.update(asking, HEADER, end - HEADER);
        ByteBuffer.wrap(asking).order(ByteOrder.LITTLE_ENDIAN).putInt(end, (int) sum.getValue());
        return asking;
    }

    static byte[] gzip(byte[] content) {
        return with(GZIPOutputStream::new, content);
    }

    /** The same again and again, up to so many bytes. */
    static byte[] repeated(byte[] unit, int bytes) {
        var all = new ByteArrayOutputStream(bytes);
        for (int made = 0; made + unit.length <= bytes; made += unit.length) {
            all.writeBytes(unit);
        }
        return all.toByteArray();
    }

    private static byte[] with(Packer packer, byte[] content) {
        var packed = new ByteArrayOutputStream();
        try (var out = packer.around(packed)) {
            out.write(content);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }

    private static byte[] filled(Packer packer, String begin, String unit, int bytes) {
        var packed = new ByteArrayOutputStream();
        try (var out = packer.around(packed)) {
            out.write(begin.getBytes(StandardCharsets.ISO_8859_1));
            fill(out, unit, bytes - begin.length());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }

    /** Writes so many bytes of the unit, again and again. */
    static void fill(OutputStream out, String unit, int bytes) throws IOException {
        byte[] units = unit.repeat(UNITS).getBytes(StandardCharsets.ISO_8859_1);
        for (int left = bytes; left > 0; left -= units.length) {
            out.write(units, 0, Math.min(left, units.length));
        }
    }
}
