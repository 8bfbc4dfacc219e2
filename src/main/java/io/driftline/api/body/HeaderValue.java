package io.driftline.api.body;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A header with parameters, such as {@code form-data; name="sequences"}; what is quoted may hold anything. */
final class HeaderValue {
    private final String text;
    private final Map<String, String> parameters = new HashMap<>();
    private int at;

    private HeaderValue(String text) {
        this.text = text;
    }

    static HeaderValue of(String text) {
        var value = new HeaderValue(text);
        value.upTo(';');
        while (value.at < text.length()) {
            value.at++;
            value.readParameter();
        }
        return value;
    }

    /** Empty if it is not there; of several the first. */
    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    private void readParameter() {
        int begin = at;
        while (at < text.length() && text.charAt(at) != '=' && text.charAt(at) != ';') {
            at++;
        }
        var name = text.substring(begin, at).strip().toLowerCase(Locale.ROOT);
        if (at < text.length() && text.charAt(at) == '=') {
            at++;
            parameters.putIfAbsent(name, value());
        }
    }

    private String value() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        if (at == text.length() || text.charAt(at) != '"') {
            return upTo(';').strip();
        }
        var value = new StringBuilder();
        for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            value.append(text.charAt(at));
        }
        upTo(';');
        return value.toString();
    }

    private String upTo(char end) {
        int begin = at;
        while (at < text.length() && text.charAt(at) != end) {
            at++;
        }
        return text.substring(begin, at);
    }
}
