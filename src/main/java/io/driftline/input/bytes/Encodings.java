package io.driftline.input.bytes;

import io.driftline.sequences.FaultKind;
import io.driftline.words.Message;
import io.driftline.words.ReadingWords;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Finds the encoding of a text: by its mark, else as strict UTF-8, else as UTF-16 by its zeros, else by what the other letters
 * look like. A text that fits none is refused, for a guess that fails would damage names.
 */
public final class Encodings {
    private static final int LOOKED_AT = 8 * 1024;
    private static final Message UNCLEAR = ReadingWords.ENCODING_UNCLEAR.message();
    private static final Charset UTF_32LE = Charset.forName("UTF-32LE");
    private static final Charset UTF_32BE = Charset.forName("UTF-32BE");

    private Encodings() {}

    /**
     * A text.
     *
     * @param label of its encoding
     * @param guessed whether nothing but its letters speaks for that
     */
    public record Decoded(String text, String label, boolean guessed) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Mark(Charset charset, int... bytes) {
        boolean begins(byte[] content) {
            for (int i = 0; i < bytes.length; i++) {
                if (i >= content.length || (content[i] & 0xff) != bytes[i]) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final List<Mark> MARKS = List.of(
            new Mark(StandardCharsets.UTF_8, 0xEF, 0xBB, 0xBF),
            new Mark(UTF_32LE, 0xFF, 0xFE, 0, 0),
            new Mark(UTF_32BE, 0, 0, 0xFE, 0xFF),
            new Mark(StandardCharsets.UTF_16LE, 0xFF, 0xFE),
            new Mark(StandardCharsets.UTF_16BE, 0xFE, 0xFF));

    public static Decoded decode(byte[] bytes) throws Unreadable {
        for (Mark mark : MARKS) {
            if (mark.begins(bytes)) {
                return marked(bytes, mark);
            }
        }
        var wide = wide(bytes);
        if (wide.isPresent()) {
            return decoded(bytes, wide.get())
                    .orElseThrow(() -> new Unreadable(FaultKind.FORMAT, Format.BINARY.refusal()));
        }
        var plain = decoded(bytes, StandardCharsets.UTF_8);
        return plain.isPresent() ? plain.get() : guessed(bytes);
    }

    /** A name of a few bytes, of which a wrong letter does no harm. */
    static String nameOf(byte[] bytes) {
        try {
            return decode(bytes).text();
        } catch (Unreadable unclear) {
            return new String(bytes, StandardCharsets.US_ASCII);
        }
    }

    private static Decoded marked(byte[] bytes, Mark mark) throws Unreadable {
        int begin = mark.bytes().length;
        return decoded(bytes, begin, mark.charset())
                .orElseThrow(() -> new Unreadable(
                        FaultKind.ENCODING,
                        ReadingWords.FALSE_MARK.message(mark.charset().name())));
    }

    private static Decoded guessed(byte[] bytes) throws Unreadable {
        var charset = EncodingGuess.of(bytes).orElseThrow(() -> new Unreadable(FaultKind.ENCODING, UNCLEAR));
        var text = decoded(bytes, charset).orElseThrow(() -> new Unreadable(FaultKind.ENCODING, UNCLEAR));
        return new Decoded(text.text(), text.label(), true);
    }

    private static Optional<Decoded> decoded(byte[] bytes, Charset charset) {
        return decoded(bytes, 0, charset);
    }

    private static Optional<Decoded> decoded(byte[] bytes, int from, Charset charset) {
        try {
            var text = charset.newDecoder().decode(ByteBuffer.wrap(bytes, from, bytes.length - from));
            return Optional.of(new Decoded(text.toString(), charset.name(), false));
        } catch (CharacterCodingException malformed) {
            return Optional.empty();
        }
    }

    /** UTF-16 without a mark: what FASTA is made of has a zero in every second byte. Other zeros are no text. */
    private static Optional<Charset> wide(byte[] bytes) throws Unreadable {
        int length = Math.min(bytes.length, LOOKED_AT) & ~1;
        int[] zeros = new int[2];
        for (int i = 0; i < length; i++) {
            zeros[i & 1] += bytes[i] == 0 ? 1 : 0;
        }
        if (zeros[0] + zeros[1] == 0 || length == 0) {
            return Optional.empty();
        }
        int most = Math.max(zeros[0], zeros[1]);
        int least = Math.min(zeros[0], zeros[1]);
        if (most * 4 < length || least * 10 > most) {
            if (isPadding(bytes, length)) {
                return Optional.empty();
            }
            throw Unreadable.format(Format.BINARY);
        }
        return Optional.of(zeros[1] > zeros[0] ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE);
    }

    /** Some programs fill the last block of a file with zeros. */
    private static boolean isPadding(byte[] bytes, int length) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        for (int i = 0; i < Math.min(end, length); i++) {
            if (bytes[i] == 0) {
                return false;
            }
        }
        return true;
    }
}
