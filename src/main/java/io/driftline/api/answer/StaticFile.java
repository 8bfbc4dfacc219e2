package io.driftline.api.answer;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file of the page in the forms that it is sent in. Of the API's answers only the catalogue is compressed too:
 * others carry secrets beside what a caller chose, and their compressed length would tell of them.
 *
 * @param packed gzip of the bytes, where that is shorter
 */
public record StaticFile(String type, Form plain, @Nullable Form packed) {
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("yaml", "application/yaml"),
            Map.entry("map", "application/json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("txt", "text/plain; charset=utf-8"));
    private static final int NOT_MODIFIED = 304;

    /** A font's name holds its version, and one that had to be asked for again would come too late to be shown. */
    private static final String FONT = "font/woff2";

    private static final String FOR_A_YEAR = "public, max-age=31536000, immutable";

    /**
     * The file as it is sent: plain or packed.
     *
     * @param etag strong, so each form has its own
     */
    public record Form(Buffer bytes, String etag) {
        static Form of(byte[] bytes) {
            return new Form(Buffer.buffer(bytes), '"' + sha256(bytes) + '"');
        }
    }

    public static StaticFile of(String name, byte[] bytes) {
        var type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
        var packed = gzip(bytes);
        return new StaticFile(type, Form.of(bytes), packed.length < bytes.length ? Form.of(packed) : null);
    }

    /** Answers a GET or HEAD; with nothing but the status 304 if the reader has this form already. */
    public void send(HttpServerRequest request, int status) {
        var form = packed != null && takesGzip(request) ? packed : plain;
        var response = request.response()
                .putHeader(HttpHeaders.CACHE_CONTROL, type.equals(FONT) ? FOR_A_YEAR : "no-cache")
                .putHeader(HttpHeaders.VARY, "Accept-Encoding")
                .putHeader(HttpHeaders.ETAG, form.etag());
        if (form.etag().equals(request.getHeader(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatusCode(NOT_MODIFIED).end();
            return;
        }
        response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, type);
        if (!form.equals(plain)) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        if (HttpMethod.HEAD.equals(request.method())) {
            response.putHeader(
                            HttpHeaders.CONTENT_LENGTH,
                            Integer.toString(form.bytes().length()))
                    .end();
        } else {
            response.end(form.bytes());
        }
    }

    private static boolean takesGzip(HttpServerRequest request) {
        return Preference.of(request, HttpHeaders.ACCEPT_ENCODING).stream()
                .anyMatch(accepted -> accepted.name().equals("gzip") && accepted.weight() > 0);
    }

    private static byte[] gzip(byte[] bytes) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new Smallest(packed)) {
            gzip.write(bytes);
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return packed.toByteArray();
    }

    /** Packed once and sent often, so worth the time. */
    private static final class Smallest extends GZIPOutputStream {
        Smallest(ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 16);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }
}
