package io.driftline.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.driftline.problem.ProblemType;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever the gateway says, it can say in each language, and no sentence is kept that nobody says. */
class LanguageTest {
    private static final Path SOURCES = Path.of("src", "main", "java", "io", "driftline");
    private static final Path PAGE = Path.of("webroot", "js", "i18n");
    private static final Pattern GAP = Pattern.compile("\\{(\\w+)(?::[^{}|]*\\|[^{}|]*)?}");
    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");
    /** An entry of a dictionary of the page. */
    private static final Pattern ENTRY = Pattern.compile("'([\\w.-]+)':\\s*'((?:[^'\\\\]|\\\\.)*)',");

    private final Map<String, Map<String, String>> english = words("/words/en.yaml");
    private final Map<String, Map<String, String>> chinese = words("/words/zh.yaml");

    @Test
    void everyProblemTypeHasItsTitle() {
        var types = Arrays.stream(ProblemType.values()).map(ProblemType::path).toList();
        assertThat(part(english, "titles").keySet()).containsExactlyInAnyOrderElementsOf(types);
        assertThat(part(chinese, "titles").keySet()).containsExactlyInAnyOrderElementsOf(types);
        assertThat(part(chinese, "titles").values())
                .allMatch(title -> CHINESE.matcher(title).find());
    }

    @Test
    void everyKeyHasItsSentence() {
        var keys = all().map(Words::key).toList();
        assertThat(keys).hasSizeGreaterThan(200).doesNotHaveDuplicates();
        assertThat(part(english, "sentences").keySet()).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(part(chinese, "sentences").keySet()).containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    void sentencesLeaveOpenWhatTheirWordsTake() {
        for (Words words : (Iterable<Words>) all()::iterator) {
            for (var language : List.of(english, chinese)) {
                var gaps = GAP.matcher(Objects.requireNonNull(
                                part(language, "sentences").get(words.key())))
                        .results()
                        .map(gap -> gap.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));
                assertThat(gaps).as(words.key()).isEqualTo(new TreeSet<>(words.parameters()));
            }
        }
    }

    @Test
    void chineseSentencesAreChinese() {
        // Formats that have no other name, and what is only passed on.
        part(chinese, "sentences").entrySet().stream()
                .filter(sentence -> !sentence.getKey().startsWith("format."))
                .filter(sentence -> !GAP.matcher(sentence.getValue())
                        .replaceAll("")
                        .replaceAll("\\W", "")
                        .isEmpty())
                .forEach(sentence ->
                        assertThat(sentence.getValue()).as(sentence.getKey()).containsPattern(CHINESE));
    }

    @Test
    void everySentenceIsSaidSomewhere() {
        var sources = sources();
        assertThat(all().filter(words -> !(words instanceof FormatWords))
                        .map(words -> words.getClass().getSimpleName() + "." + words.name())
                        .filter(words -> !sources.contains(words)))
                .isEmpty();
    }

    @Test
    void thePageKnowsWhatReadingFindsByTheSameSentences() throws IOException {
        var page = new TreeMap<String, String>();
        ENTRY.matcher(Files.readString(PAGE.resolve("zh/reading.js")))
                .results()
                .forEach(entry -> page.put(entry.group(1), entry.group(2).translateEscapes()));
        var own = new TreeMap<>(part(chinese, "sentences"));
        own.keySet().removeIf(key -> !key.startsWith("reading.") && !key.startsWith("format."));
        assertThat(page).isEqualTo(own);
    }

    @Test
    void thePageDoesNotSayTitlesAgain() throws IOException {
        for (var dictionary : List.of("en/problems.js", "zh/problems.js")) {
            var text = Files.readString(PAGE.resolve(dictionary));
            assertThat(Arrays.stream(ProblemType.values()).map(type -> "." + type.path() + "'"))
                    .as(dictionary)
                    .noneMatch(text::contains);
        }
    }

    @Test
    void countsInTheLanguage() {
        assertThat(Language.ENGLISH.text(ReadingWords.PAIR_CELLS.message(3, 1)))
                .isEqualTo("Line 3 of the pairs has 1 column; it needs one for each strain.");
        assertThat(Language.ENGLISH.text(ReadingWords.PAIR_CELLS.message(3, 4))).contains("has 4 columns;");
        assertThat(Language.CHINESE.text(ReadingWords.PAIR_CELLS.message(3, 1))).contains("有 1 列");
    }

    @Test
    void saysMessagesWithinMessages() {
        var message = RequestWords.SEVERAL.message(
                List.of(RequestWords.FIELD_MISSING.message("/a"), RequestWords.FIELD_MISSING.message("/b")));
        assertThat(Language.ENGLISH.text(message)).isEqualTo("The field /a is missing. The field /b is missing.");
        assertThat(Language.CHINESE.text(message)).isEqualTo("缺少字段 /a。缺少字段 /b。");
    }

    @Test
    void isTheSameAfterItWasStored() {
        var message = ReadingWords.RECORD.message(2, "A/$1/{name}", ReadingWords.LETTER.message("§"));
        var read = Message.of(new JsonObject(message.toJson().encode()));
        assertThat(read.english()).isEqualTo(message.english()).startsWith("Record 2 (A/$1/{name}): “§” is");
    }

    @Test
    void takesAValueForEachParameter() {
        assertThatThrownBy(() -> ReadingWords.LETTER.message()).hasMessageContaining("reading.letter");
    }

    private static Stream<Words> all() {
        return Arrays.stream(Words.class.getPermittedSubclasses())
                .flatMap(room -> Arrays.stream(room.getEnumConstants()))
                .map(Words.class::cast);
    }

    private static Map<String, String> part(Map<String, Map<String, String>> words, String name) {
        return Objects.requireNonNull(words.get(name), name);
    }

    private static Map<String, Map<String, String>> words(String resource) {
        try (var in = LanguageTest.class.getResourceAsStream(resource)) {
            return new YAMLMapper().readValue(in, new TypeReference<Map<String, Map<String, String>>>() {});
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String sources() {
        try (var files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(LanguageTest::read)
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
