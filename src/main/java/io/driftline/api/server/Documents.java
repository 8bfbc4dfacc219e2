package io.driftline.api.server;

import io.driftline.api.answer.StaticFile;
import io.driftline.config.Config;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.net.URI;

/** The documents that describe the API, with the address at which this installation serves it. */
final class Documents {
    private static final String SHIPPED_SERVER = "  - url: /api/v1\n";
    private static final String SHIPPED_STREAM = "    host: localhost:8080\n    pathname: /api/v1\n    protocol: ws\n";

    private Documents() {}

    /**
     * @param document the contract as {@link Contract#parsed}
     * @param api the path of the API on this host
     */
    static void mount(Router router, JsonObject document, String api, Config.Server server) {
        serve(router, api + "/openapi.yaml", openapi(api, server));
        serve(router, api + "/openapi.json", json(document, api, server));
        serve(router, api + "/asyncapi.yaml", asyncapi(api, server));
    }

    private static void serve(Router router, String path, Buffer document) {
        var file = StaticFile.of(path, document.getBytes());
        router.route(HttpMethod.GET, path).handler(ctx -> file.send(ctx.request(), 200));
    }

    private static Buffer openapi(String api, Config.Server server) {
        return replaced(Contract.text().toString(), SHIPPED_SERVER, "  - url: " + address(api, server) + "\n");
    }

    /** For browsers, which read no YAML. */
    private static Buffer json(JsonObject document, String api, Config.Server server) {
        var servers = new JsonArray().add(new JsonObject().put("url", address(api, server)));
        return document.copy().put("servers", servers).toBuffer();
    }

    private static Buffer asyncapi(String api, Config.Server server) {
        var shipped = Contract.text("/asyncapi.yaml");
        var publicUrl = server.publicUrl();
        if (publicUrl == null) {
            return shipped;
        }
        var url = URI.create(publicUrl);
        var stream = "    host: " + url.getAuthority() + "\n    pathname: " + api + "\n    protocol: "
                + ("https".equals(url.getScheme()) ? "wss" : "ws") + "\n";
        return replaced(shipped.toString(), SHIPPED_STREAM, stream);
    }

    /** Without a public address, clients resolve the path against the document's own. */
    private static String address(String api, Config.Server server) {
        var url = server.publicUrl();
        return url == null ? api : URI.create(url).resolve(api).toString();
    }

    private static Buffer replaced(String document, String shipped, String own) {
        if (!document.contains(shipped)) {
            throw new IllegalStateException("a document of the API does not say " + shipped.strip());
        }
        return Buffer.buffer(document.replace(shipped, own));
    }
}
