package io.driftline.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.audit.SecurityEvent;
import io.driftline.testing.Golden;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page says everything in both languages, whatever gateway or worker has to tell. */
class I18nTest {
    private static final Path DICTIONARIES = Path.of("webroot", "js", "i18n");
    private static final Path WORKER = Path.of("src", "main", "python", "driftline_worker");
    private static final Path GATEWAY = Path.of("src", "main", "java", "io", "driftline");
    private static final Pattern ENTRY =
            Pattern.compile("^  '([^']+)':\\s+'((?:[^'\\\\]|\\\\.)*)',$", Pattern.MULTILINE);
    private static final Pattern OF_SERVICE =
            Pattern.compile("^(advice|fault|brief|hint|detail|warning|reading|format)\\.");
    private static final Pattern PARAMETER = Pattern.compile("\\{\\w+}");

    private final Map<String, String> english = dictionary("en");
    private final Map<String, String> chinese = dictionary("zh");

    @Test
    void bothLanguagesHaveTheSameKeys() {
        assertThat(english).hasSizeGreaterThan(200);
        // The service sends its own sentences in English; LanguageTest and the worker's tests say that none is missing.
        assertThat(chinese.keySet().stream()
                        .filter(key -> !OF_SERVICE.matcher(key).find()))
                .containsExactlyInAnyOrderElementsOf(english.keySet());
        assertThat(english.keySet()).noneMatch(key -> OF_SERVICE.matcher(key).find());
    }

    @Test
    void bothLanguagesHaveTheSameParameters() {
        assertThat(english.keySet())
                .filteredOn(key -> !key.equals("event.job.failed"))
                .allSatisfy(key -> assertThat(parameters(String.valueOf(chinese.get(key))))
                        .as(key)
                        .isEqualTo(parameters(String.valueOf(english.get(key)))));
    }

    @Test
    void everyProblemOfAWorkerHasItsWords() {
        var problems = found(
                WORKER.resolve("words.py"),
                "(?m)^    \"((?:check|model|worker)/[a-z-]+)\": ",
                each -> "urn:problem:" + each.group(1));
        problems.addAll(found(GATEWAY, "\"(urn:problem:[a-z-]+/[a-z-]+)\"", each -> each.group(1)));

        assertThat(problems)
                .contains(
                        "urn:problem:check/stop-codon",
                        "urn:problem:model/subtype",
                        "urn:problem:job/attempts-exhausted");
        isKnown(problems, urn -> "problem." + urn.substring("urn:problem:".length()));
    }

    @Test
    void everyStageOfAWorkerHasItsWords() {
        var stages = found(
                WORKER.resolve("words.py"),
                "(?m)^    \"(stage\\.[a-z.]+?)(?:\\.skipped)?\": ",
                each -> "event." + each.group(1));
        assertThat(stages).contains("event.stage.checking", "event.stage.result.many");
        isKnown(stages, key -> key);
    }

    @Test
    void everyFlagHasItsWords() {
        var flags = found(
                WORKER.resolve("sequences/flags.py"),
                "flags\\.append\\(f?\"([a-z-]+?)(?:-\\{.*)?\"",
                each -> "flag." + each.group(1));
        assertThat(flags).contains("flag.short", "flag.odd-length");
        isKnown(flags, key -> key);
    }

    @Test
    void everyEventHasItsWords() {
        var events = new TreeSet<>(
                found(GATEWAY.resolve("job"), "[\"'](job\\.[a-z]+)[\"']", each -> "event." + each.group(1)));
        Stream.of("status-message.json", "status-message-many.json")
                .flatMap(name -> Golden.object(name).getJsonArray("messages").stream())
                .map(message -> ((JsonObject) message).getString("messageKey"))
                .filter(key -> key != null && !key.equals("stage.result"))
                .forEach(key -> events.add("event." + key));
        events.addAll(
                Set.of("event.stage.result.variant", "event.stage.result.similar", "event.stage.result.undecided"));

        assertThat(events).contains("event.job.queued", "event.job.failed", "event.stage.checking");
        isKnown(events, key -> key);
    }

    @Test
    void everyEventThatOperatorsReadHasItsWords() {
        isKnown(
                Stream.of(SecurityEvent.values())
                        .filter(SecurityEvent::isForOperators)
                        .map(SecurityEvent::label)
                        .toList(),
                event -> "audit.event." + event);
    }

    private void isKnown(Collection<String> things, Function<String, String> key) {
        var keys = things.stream().map(key).toList();
        assertThat(english.keySet()).containsAll(keys);
        assertThat(chinese.keySet()).containsAll(keys);
    }

    private static Set<String> parameters(String text) {
        return PARAMETER.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, String> dictionary(String language) {
        var entries = new HashMap<String, String>();
        try (var files = Files.list(DICTIONARIES.resolve(language))) {
            files.flatMap(file -> ENTRY.matcher(read(file)).results())
                    .forEach(entry -> entries.put(entry.group(1), entry.group(2)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return entries;
    }

    private static Set<String> found(Path below, String pattern, Function<MatchResult, String> name) {
        var compiled = Pattern.compile(pattern);
        try (var files = Files.walk(below)) {
            return files.filter(file -> file.toString().matches(".*\\.(py|java)"))
                    .flatMap(file -> compiled.matcher(read(file)).results().map(name).toList().stream())
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
