package io.driftline.api.answer;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A problem in its reader's language: in English as the code has it, in Chinese by {@code problems.zh.yaml}, where the
 * English sentence is the key. So whoever refuses something writes one sentence and need not think of languages.
 */
public final class Wording {
    static final String CHINESE_SENTENCES = "/problems.zh.yaml";

    private static final Wording ENGLISH = new Wording("en", Map.of(), Map.of(), Map.of());
    private static final Wording CHINESE = read("zh-CN", CHINESE_SENTENCES);

    /** Ranges such as zh, zh-CN or zh-Hans-SG all lead here; what is not offered, to English. */
    private static final Map<String, Wording> OFFERED = Map.of("en", ENGLISH, "zh", CHINESE);

    /** Longer ones quote what was sent; nothing is to be gained from looking at them. */
    private static final int LONGEST = 1_000;

    private static final String GAP = "{}";

    private final String tag;
    private final Map<String, String> titles;
    private final Map<String, String> advice;
    private final Map<String, String> sentences;
    private final List<Template> templates = new ArrayList<>();

    private Wording(String tag, Map<String, String> titles, Map<String, String> advice, Map<String, String> sentences) {
        this.tag = tag;
        this.titles = titles;
        this.advice = advice;
        this.sentences = sentences;
        sentences.forEach((english, translated) -> {
            if (english.contains(GAP)) {
                templates.add(Template.of(english, translated));
            }
        });
    }

    /** The language that a request prefers, English if it says nothing that we offer. */
    static Wording of(HttpServerRequest request) {
        return Preference.of(request, HttpHeaders.ACCEPT_LANGUAGE).stream()
                .filter(wanted -> wanted.weight() > 0 && OFFERED.containsKey(language(wanted)))
                // The first of those that are wanted equally.
                .reduce((best, next) -> next.weight() > best.weight() ? next : best)
                .map(wanted -> Objects.requireNonNull(OFFERED.get(language(wanted))))
                .orElse(ENGLISH);
    }

    /** Of zh-Hans-SG, the language alone. */
    private static String language(Preference wanted) {
        int rest = wanted.name().indexOf('-');
        return rest < 0 ? wanted.name() : wanted.name().substring(0, rest);
    }

    /** For {@code Content-Language}. */
    String tag() {
        return tag;
    }

    String title(ProblemType type) {
        return titles.getOrDefault(type.path(), type.title());
    }

    /** An English sentence without translation stands behind an advice in the reader's language, if there is one. */
    String detail(ServiceException refusal) {
        return find(refusal.detail())
                .orElseGet(() -> Optional.ofNullable(advice.get(refusal.type().path()))
                        .map(advised -> advised + " " + refusal.detail())
                        .orElse(refusal.detail()));
    }

    String sentence(String english) {
        return find(english).orElse(english);
    }

    private Optional<String> find(String english) {
        var whole = sentences.get(english);
        if (whole != null || english.length() > LONGEST) {
            return Optional.ofNullable(whole);
        }
        return templates.stream()
                .flatMap(template -> template.fill(english).stream())
                .findFirst();
    }

    /** A sentence with gaps, whose fillings are carried over in their order. */
    private record Template(Pattern english, String translated) {
        static Template of(String english, String translated) {
            var literals = english.split(Pattern.quote(GAP), -1);
            var pattern = Arrays.stream(literals).map(Pattern::quote).collect(Collectors.joining("(.+?)"));
            return new Template(Pattern.compile(pattern, Pattern.DOTALL), translated);
        }

        Optional<String> fill(String sentence) {
            var match = english.matcher(sentence);
            if (!match.matches()) {
                return Optional.empty();
            }
            var pieces = translated.split(Pattern.quote(GAP), -1);
            var filled = new StringBuilder(pieces[0]);
            for (int gap = 1; gap < pieces.length; gap++) {
                filled.append(match.group(gap)).append(pieces[gap]);
            }
            return Optional.of(filled.toString());
        }
    }

    private static Wording read(String tag, String resource) {
        try (var in = Objects.requireNonNull(Wording.class.getResourceAsStream(resource), resource)) {
            var words = new YAMLMapper().readValue(in, new TypeReference<Map<String, Map<String, String>>>() {});
            return new Wording(tag, part(words, "titles"), part(words, "advice"), part(words, "sentences"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(resource, unreadable);
        }
    }

    private static Map<String, String> part(Map<String, Map<String, String>> words, String name) {
        return Objects.requireNonNull(words.get(name), name);
    }
}
