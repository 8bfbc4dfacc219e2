package io.driftline.accounts.passwords;

import io.driftline.identity.Secrets;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * The passwords that are guessed first; the list names its sources. Of each the first 64 bits of its hash are kept, which
 * is less than a megabyte and mistakes one other password in 10<sup>14</sup> for one of them.
 */
final class CommonPasswords {
    private static final String LIST = "/common-passwords.txt.gz";

    /** Read beside the start, which it would hold up by seconds on a busy machine. */
    private final CompletableFuture<long[]> hashes = CompletableFuture.supplyAsync(CommonPasswords::read);

    /** How a password is compared: in whatever case and form it is typed. */
    static String folded(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    int size() {
        return hashes.join().length;
    }

    boolean contains(String folded) {
        return Arrays.binarySearch(hashes.join(), hash(folded)) >= 0;
    }

    /** How many letters of this password one of the list accounts for: between digits and signs, or again and again. */
    int lettersIn(String folded) {
        if (contains(folded) || contains(repeatedPart(folded))) {
            return folded.length();
        }
        var core = folded.replaceAll("^\\P{L}+|\\P{L}+$", "");
        return Stream.concat(Stream.of(core), Arrays.stream(folded.split("\\P{L}+", -1)))
                .filter(this::contains)
                .mapToInt(common -> folded.length() - folded.replace(common, "").length())
                .max()
                .orElse(0);
    }

    private static String repeatedPart(String text) {
        int period = (text + text).indexOf(text, 1);
        return text.substring(0, period);
    }

    private static long hash(String folded) {
        return Secrets.hash(folded).getLong(0);
    }

    private static long[] read() {
        try (var in = Objects.requireNonNull(CommonPasswords.class.getResourceAsStream(LIST), LIST);
                var lines =
                        new BufferedReader(new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .mapToLong(CommonPasswords::hash)
                    .sorted()
                    .toArray();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(LIST, unreadable);
        }
    }
}
