package io.driftline.api.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.driftline.problem.ProblemType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whatever the gateway refuses, it can say so in Chinese, and nothing is kept of sentences that are said no more. */
class WordingTest {
    private static final Path SOURCES = Path.of("src", "main", "java", "io", "driftline");
    private static final Path PAGE = Path.of("webroot", "js", "i18n");
    private static final String LITERAL = "\"((?:[^\"\\\\]|\\\\.)*)\"";
    private static final Pattern CONCATENATION = Pattern.compile("\"\\s*\\+\\s*\"");
    private static final Pattern REFUSAL = Pattern.compile(
            "ServiceException\\s*\\.(?:of|retryLater)\\(\\s*ProblemType\\.\\w+,\\s*" + LITERAL + "\\s*[,)]");
    private static final Pattern GAP = Pattern.compile("\\{}");
    /** Some sentences are put together at punctuation. */
    private static final Pattern PIECES = Pattern.compile("\\{}|[,;:] ");

    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");

    private final Map<String, Map<String, String>> words = words();
    private final String sources = sources();

    @Test
    void everyProblemTypeHasItsTitle() {
        var titles = part("titles");
        assertThat(titles.keySet())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ProblemType.values())
                        .map(ProblemType::path)
                        .toList());
        assertThat(titles.values()).allMatch(title -> CHINESE.matcher(title).find());
        assertThat(titles.keySet()).containsAll(part("advice").keySet());
    }

    @Test
    void everySentenceWithoutGapsIsTranslated() {
        var said = REFUSAL.matcher(sources)
                .results()
                .map(match -> match.group(1).translateEscapes())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(said).hasSizeGreaterThan(40);
        assertThat(part("sentences").keySet()).containsAll(said);
    }

    @Test
    void noTranslationIsLeftOfASentenceThatIsSaidNoMore() {
        var said = part("sentences").keySet().stream()
                .flatMap(PIECES::splitAsStream)
                .map(piece -> piece.strip().replace("\"", "\\\""))
                .toList();
        assertThat(said.stream().filter(piece -> !sources.contains(piece))).isEmpty();
    }

    @Test
    void gapsAreTheSame() {
        assertThat(part("sentences")).allSatisfy((english, chinese) -> assertThat(
                        GAP.matcher(chinese).results().count())
                .as(english)
                .isEqualTo(GAP.matcher(english).results().count()));
    }

    @Test
    void thePageDoesNotSayItAgain() throws IOException {
        for (var dictionary : List.of("en/problems.js", "zh/problems.js")) {
            var text = Files.readString(PAGE.resolve(dictionary));
            assertThat(Arrays.stream(ProblemType.values()).map(type -> "." + type.path() + "'"))
                    .as(dictionary)
                    .noneMatch(text::contains);
        }
    }

    private Map<String, String> part(String name) {
        return Objects.requireNonNull(words.get(name), name);
    }

    private static Map<String, Map<String, String>> words() {
        try (var in = WordingTest.class.getResourceAsStream(Wording.CHINESE_SENTENCES)) {
            return new YAMLMapper().readValue(in, new TypeReference<Map<String, Map<String, String>>>() {});
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** All that the gateway is made of, with sentences in one piece. */
    private static String sources() {
        try (var files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(WordingTest::read)
                    .map(text -> CONCATENATION.matcher(text).replaceAll(""))
                    .collect(Collectors.joining("\n"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
