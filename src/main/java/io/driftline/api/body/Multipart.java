package io.driftline.api.body;

import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.RequestWords;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Takes a {@code multipart/form-data} body apart as RFC 7578 has it, where it lies. Parts and their headers are bounded, and
 * what is quadratic in none of them.
 */
public final class Multipart {
    /**
     * A file, or a field of the form.
     *
     * @param file its name as it was sent; empty if it has none
     */
    public record Part(String field, String file, Buffer content) {}

    static final int MAX_PARTS = 2_100;
    private static final int MAX_HEADER_BYTES = 2 * 1024;
    private static final int MAX_BOUNDARY = 70;
    private static final String DISPOSITION = "content-disposition";
    private static final String TYPE = "content-type";
    private static final String NESTED = "multipart/mixed";

    private final Buffer body;
    private final List<Part> parts;

    private Multipart(Buffer body, List<Part> parts) {
        this.body = body;
        this.parts = parts;
    }

    /** The parts in their order; fails with MALFORMED_REQUEST, or TOO_MANY_ITEMS. */
    public static List<Part> read(String contentType, Buffer body) {
        List<Part> parts = new ArrayList<>();
        new Multipart(body, parts).read(boundary(contentType), "");
        return parts;
    }

    private static String boundary(String contentType) {
        var boundary = HeaderValue.of(contentType).parameter("boundary");
        if (boundary.isEmpty() || boundary.length() > MAX_BOUNDARY) {
            throw malformed();
        }
        return boundary;
    }

    /** @param field that all belong to, where several files of it are nested */
    private void read(String boundary, String field) {
        var delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        // The first one need not follow a line.
        int at = startsWith(0, delimiter, 2) ? delimiter.length - 2 : find(delimiter, 0) + delimiter.length;
        while (!isAt(at, "--")) {
            int begin = lineEnd(at) + 2;
            int end = find(delimiter, begin - 2);
            part(begin, end, field);
            at = end + delimiter.length;
        }
    }

    private void part(int begin, int end, String field) {
        Map<String, String> headers = new TreeMap<>();
        int at = begin;
        for (int line = lineEnd(at); line > at; line = lineEnd(at)) {
            if (line - begin > MAX_HEADER_BYTES) {
                throw malformed();
            }
            header(headers, body.getString(at, line));
            at = line + 2;
        }
        add(headers, field, body.slice(Math.min(at + 2, end), end));
    }

    private static void header(Map<String, String> headers, String line) {
        int colon = line.indexOf(':');
        if (colon < 1
                || headers.put(
                                line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                                line.substring(colon + 1).strip())
                        != null) {
            throw malformed();
        }
    }

    private void add(Map<String, String> headers, String outer, Buffer content) {
        var encoding =
                headers.getOrDefault("content-transfer-encoding", "binary").toLowerCase(Locale.ROOT);
        var disposition = HeaderValue.of(headers.getOrDefault(DISPOSITION, ""));
        var field = outer.isEmpty() ? disposition.parameter("name") : outer;
        if (field.isEmpty() || !List.of("binary", "8bit", "7bit").contains(encoding)) {
            throw malformed();
        }
        var type = headers.getOrDefault(TYPE, "");
        if (outer.isEmpty() && type.toLowerCase(Locale.ROOT).startsWith(NESTED)) {
            new Multipart(content, parts).read(boundary(type), field);
            return;
        }
        if (parts.size() == MAX_PARTS) {
            throw ServiceException.of(ProblemType.TOO_MANY_ITEMS, RequestWords.FORM_PARTS.message(MAX_PARTS));
        }
        parts.add(new Part(field, disposition.parameter("filename"), content));
    }

    /** Where the line ends that holds a position; it is short. */
    private int lineEnd(int from) {
        for (int at = from; at < Math.min(body.length() - 1, from + MAX_HEADER_BYTES); at++) {
            if (body.getByte(at) == '\r' && body.getByte(at + 1) == '\n') {
                return at;
            }
        }
        throw malformed();
    }

    /** In one pass, for the delimiter has one line end, at its beginning. */
    private int find(byte[] delimiter, int from) {
        for (int at = from; at + delimiter.length <= body.length(); at++) {
            if (body.getByte(at) == '\r' && startsWith(at, delimiter, 0)) {
                return at;
            }
        }
        throw malformed();
    }

    private boolean startsWith(int at, byte[] delimiter, int from) {
        if (at + delimiter.length - from > body.length()) {
            return false;
        }
        for (int i = from; i < delimiter.length; i++) {
            if (body.getByte(at + i - from) != delimiter[i]) {
                return false;
            }
        }
        return true;
    }

    private boolean isAt(int at, String text) {
        return at + text.length() <= body.length()
                && body.getString(at, at + text.length(), "ISO-8859-1").equals(text);
    }

    private static ServiceException malformed() {
        return ServiceException.of(ProblemType.MALFORMED_REQUEST, RequestWords.FORM_BROKE_OFF.message());
    }
}
