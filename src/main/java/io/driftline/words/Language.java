package io.driftline.words;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** All that the gateway says in one language. A file each in {@code words/} of the resources; they have the same keys. */
public final class Language {
    public static final Language ENGLISH = read("en", "/words/en.yaml", ", ", " ");
    public static final Language CHINESE = read("zh-CN", "/words/zh.yaml", "、", "");

    /** {@code {name}}, or {@code {name:record|records}} for a number with what it counts. */
    private static final Pattern GAP = Pattern.compile("\\{(\\w+)(?::([^{}|]*)\\|([^{}|]*))?}");

    private final String tag;
    private final Map<String, String> titles;
    private final Map<String, String> sentences;
    private final String listJoin;
    private final String sentenceJoin;

    private Language(
            String tag,
            Map<String, String> titles,
            Map<String, String> sentences,
            String listJoin,
            String sentenceJoin) {
        this.tag = tag;
        this.titles = titles;
        this.sentences = sentences;
        this.listJoin = listJoin;
        this.sentenceJoin = sentenceJoin;
    }

    /** For {@code Content-Language}. */
    public String tag() {
        return tag;
    }

    /** What a kind of problem is called; {@code problem} is the own part of its type, such as {@code fasta/letter}. */
    public String title(String problem) {
        return Objects.requireNonNull(titles.get(problem), problem);
    }

    public boolean knows(String key) {
        return sentences.containsKey(key);
    }

    /** The sentence of a known key; what a message lacks stays a gap. */
    public String text(Message message) {
        var sentence = Objects.requireNonNull(sentences.get(message.key()), message.key());
        return GAP.matcher(sentence).replaceAll(gap -> Matcher.quoteReplacement(filled(gap, message.params())));
    }

    private String filled(MatchResult gap, Map<String, Object> params) {
        var value = params.get(gap.group(1));
        if (value == null) {
            return gap.group();
        }
        if (gap.group(2) == null) {
            return shown(value);
        }
        return shown(value) + " " + gap.group("1".equals(value.toString()) ? 2 : 3);
    }

    private String shown(Object value) {
        if (value instanceof Message message) {
            return text(message);
        }
        if (value instanceof List<?> list) {
            var join = list.stream().anyMatch(Message.class::isInstance) ? sentenceJoin : listJoin;
            return list.stream().map(this::shown).collect(Collectors.joining(join));
        }
        return value.toString();
    }

    private static Language read(String tag, String resource, String listJoin, String sentenceJoin) {
        try (var in = Objects.requireNonNull(Language.class.getResourceAsStream(resource), resource)) {
            var words = new YAMLMapper().readValue(in, new TypeReference<Map<String, Map<String, String>>>() {});
            return new Language(tag, part(words, "titles"), part(words, "sentences"), listJoin, sentenceJoin);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(resource, unreadable);
        }
    }

    private static Map<String, String> part(Map<String, Map<String, String>> words, String name) {
        return Map.copyOf(Objects.requireNonNull(words.get(name), name));
    }
}
