package io.driftline.catalog;

import io.vertx.core.json.JsonObject;

/** A version as the repository and results name it; the digest is that of its manifest, which names each file's. */
public record ModelVersionName(String name, String version, String digest) {
    /** Of a model as a worker tells it. */
    public static ModelVersionName of(JsonObject model) {
        return new ModelVersionName(model.getString("name"), model.getString("version"), model.getString("digest"));
    }
}
