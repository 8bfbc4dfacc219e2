package io.driftline.cli.models;

import io.driftline.cli.server.CliCommand;
import io.driftline.cli.server.ServerClient;
import io.driftline.cli.server.ServerOptions;
import io.driftline.cli.server.Tokens;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists models: every version for operators, what can be chosen for others. */
@Command(name = "list", description = "List the models; for operators every version with its state.")
public final class ModelsList extends CliCommand {
    private static final int FORBIDDEN = 403;
    private static final int UNKNOWN = 401;

    private final Tokens tokens;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Option(names = "--json", description = "Print what the server answers.")
    private boolean json;

    public ModelsList(Tokens tokens) {
        this.tokens = tokens;
    }

    @Override
    protected int run() throws IOException, InterruptedException {
        var client = server.client(tokens);
        var versions = versions(client);
        if (json) {
            System.out.println(versions.encodePrettily());
        } else {
            objects(versions.getJsonArray("items")).flatMap(ModelsList::lines).forEach(System.out::println);
        }
        return 0;
    }

    private static JsonObject versions(ServerClient client) throws IOException, InterruptedException {
        try {
            return client.get("/admin/models");
        } catch (ServerClient.Refusal refused) {
            if (refused.status() == FORBIDDEN || refused.status() == UNKNOWN) {
                return client.get("/models");
            }
            throw refused;
        }
    }

    private static Stream<String> lines(JsonObject model) {
        if (model.containsKey("versions")) {
            return objects(model.getJsonArray("versions")).map(ModelsList::line);
        }
        var encodings = objects(model.getJsonArray("encodings"))
                .map(encoding -> encoding.getString("id"))
                .collect(Collectors.joining(", "));
        return Stream.of("%-20s %-8s %-8s %s"
                .formatted(
                        model.getString("repository"),
                        model.getString("version"),
                        model.getBoolean("online") ? "online" : "offline",
                        encodings));
    }

    private static String line(JsonObject version) {
        return "%-20s %-8s %-8s since %s, %d workers, %d open jobs"
                .formatted(
                        version.getString("name"),
                        version.getString("version"),
                        version.getString("state"),
                        version.getString("since"),
                        version.getInteger("workers"),
                        version.getInteger("openJobs"));
    }

    private static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast);
    }
}
