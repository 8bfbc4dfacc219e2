package io.driftline.input.bytes;

import java.nio.charset.Charset;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which of the encodings that laboratories' old programs write a text is in, judged by the few letters that tell: names of
 * strains are places. Detectors made for prose need more of it. Of equals GB18030 is taken, for it is written most; but what is as
 * likely Korean is not clear: nearly every Korean syllable is a Chinese letter too.
 */
final class EncodingGuess {
    /** Mean plausibility of a letter, of which 1 is as good as it gets without a known place. */
    private static final double ENOUGH = 0.7;

    private EncodingGuess() {}

    /** None if the letters look like nothing in any of them, or as much like Korean as like anything else. */
    static Optional<Charset> of(byte[] bytes) {
        var korean = new Candidate("EUC-KR", ChineseLetters.eucKr(bytes));
        var best = Stream.of(
                        new Candidate("GB18030", ChineseLetters.gb18030(bytes)),
                        new Candidate("Big5", ChineseLetters.big5(bytes)),
                        new Candidate("windows-1252", WesternLetters.of(bytes)))
                .max(Comparator.comparingDouble(Candidate::plausible).thenComparing(Candidate::rank))
                .orElseThrow();
        if (korean.plausible() == best.plausible()) {
            return Optional.empty();
        }
        return Stream.of(best, korean)
                .max(Comparator.comparingDouble(Candidate::plausible))
                .filter(candidate -> candidate.plausible() >= ENOUGH)
                .map(candidate -> Charset.forName(candidate.name()));
    }

    private record Candidate(String name, double plausible) {
        int rank() {
            return switch (name) {
                case "GB18030" -> 2;
                case "Big5" -> 1;
                default -> 0;
            };
        }
    }
}
