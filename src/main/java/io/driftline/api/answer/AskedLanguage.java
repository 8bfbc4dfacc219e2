package io.driftline.api.answer;

import io.driftline.words.Language;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.Objects;

/** The language in which a request wants to be answered. */
public final class AskedLanguage {
    /** Ranges such as zh, zh-CN or zh-Hans-SG all lead here; what is not offered, to English. */
    private static final Map<String, Language> OFFERED = Map.of("en", Language.ENGLISH, "zh", Language.CHINESE);

    private AskedLanguage() {}

    /** The one that a request prefers, English if it says nothing that we offer. */
    public static Language of(HttpServerRequest request) {
        return Preference.of(request, HttpHeaders.ACCEPT_LANGUAGE).stream()
                .filter(wanted -> wanted.weight() > 0 && OFFERED.containsKey(language(wanted)))
                // The first of those that are wanted equally.
                .reduce((best, next) -> next.weight() > best.weight() ? next : best)
                .map(wanted -> Objects.requireNonNull(OFFERED.get(language(wanted))))
                .orElse(Language.ENGLISH);
    }

    /** Of zh-Hans-SG, the language alone. */
    private static String language(Preference wanted) {
        int rest = wanted.name().indexOf('-');
        return rest < 0 ? wanted.name() : wanted.name().substring(0, rest);
    }
}
