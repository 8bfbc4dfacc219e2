package io.driftline.cli.server;

import io.driftline.input.bytes.Source;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A form with files (RFC 7578), whose bytes go to the server as they are: it reads them as the page's are read. */
public final class Form {
    private final String boundary = UUID.randomUUID().toString();
    private final List<byte[]> pieces = new ArrayList<>();

    public Form field(String name, Object value) {
        return part("name=\"" + name + "\"", value.toString().getBytes(StandardCharsets.UTF_8));
    }

    public Form file(String name, Source file) {
        var shown = file.name().replace("\\", "_").replace("\"", "%22");
        return part(
                "name=\"" + name + "\"; filename=\"" + shown + "\"\r\nContent-Type: application/octet-stream",
                file.bytes());
    }

    private Form part(String head, byte[] content) {
        pieces.add(("--" + boundary + "\r\nContent-Disposition: form-data; " + head + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        pieces.add(content);
        pieces.add("\r\n".getBytes(StandardCharsets.UTF_8));
        return this;
    }

    String type() {
        return "multipart/form-data; boundary=" + boundary;
    }

    BodyPublisher body() {
        var whole = new ArrayList<>(pieces);
        whole.add(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return BodyPublishers.ofByteArrays(whole);
    }
}
