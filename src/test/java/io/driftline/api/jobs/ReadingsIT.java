package io.driftline.api.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.testing.Contracts;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.client.ApiUser;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.multipart.MultipartForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The API reads files as the golden readings have it, and its jobs list what it cannot use beside what it can. */
@ExtendWith(StackExtension.class)
class ReadingsIT {
    private static final Path FOLDER = Path.of("src", "test", "contract", "readings");
    private static final String EXPECTED = ".read.json";

    @Test
    void readsEachFileAsItsGoldenReadingSays(Stack stack) throws IOException {
        var user = ApiUser.signUp(stack);
        var contract = Contracts.closed(Contracts.served(stack, "openapi.yaml"));
        var schema =
                contract.getJsonObject("components").getJsonObject("schemas").getJsonObject("Readings");
        for (String name : files()) {
            var form = MultipartForm.create()
                    .binaryFileUpload("files", name, Buffer.buffer(bytes(name)), "application/octet-stream");

            var answer = user.upload("/readings", form);

            assertThat(answer.statusCode()).as(name + answer.bodyAsString()).isEqualTo(200);
            assertThat(answer.bodyAsJsonObject()).as(name).isEqualTo(expected(name));
            Contracts.isAsDocumented(contract, schema, answer.bodyAsJsonObject(), name);
        }
    }

    @Test
    void readsTextsToo(Stack stack) {
        var answer = ApiUser.signUp(stack).post("/readings", new JsonObject().put("files", ">a\nACGT\n"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.bodyAsJsonObject()
                        .getJsonArray("files")
                        .getJsonObject(0)
                        .getInteger("usable"))
                .isEqualTo(1);
    }

    @Test
    void comparesWhatCanBeReadAndListsTheRestByNumberAndName(Stack stack) throws IOException {
        var user = ApiUser.signUp(stack);
        var good = user.example("h3n2-variant");
        var form = MultipartForm.create()
                .attribute("modelId", user.submission("").getLong("modelId").toString())
                .attribute("encodingId", user.submission("").getString("encodingId"))
                .attribute("mode", "all")
                .binaryFileUpload("sequences", "good.fasta", Buffer.buffer(good), "text/plain")
                .binaryFileUpload("sequences", "empty.fasta", Buffer.buffer(), "text/plain")
                .binaryFileUpload("sequences", "paper.pdf", Buffer.buffer(bytes("paper.pdf")), "application/pdf")
                .binaryFileUpload("sequences", "messy.fasta", Buffer.buffer(bytes("messy.fasta")), "text/plain");

        var answer = user.upload("/jobs", form);

        assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(202);
        var job = user.awaitEnd(answer.bodyAsJsonObject().getString("id"));
        assertThat(job.getString("state")).as(job.encode()).isEqualTo("SUCCEEDED");
        assertThat(job.getJsonObject("summary").getInteger("pairs")).isEqualTo(1);
        var records = job.getJsonObject("result").getJsonArray("records").stream()
                .map(JsonObject.class::cast)
                .toList();
        assertThat(records.subList(2, records.size()))
                .extracting(record -> record.getString("name"))
                .containsExactly("empty.fasta", "paper.pdf", "A/Example/1/2005", "A/Example/2/2005", "NTC_HA", "bad");
        assertThat(detail(records.get(2))).startsWith("There is no sequence here");
        assertThat(detail(records.get(3))).startsWith("This is a PDF");
        assertThat(detail(records.get(6))).isEqualTo("there is no sequence under this header");
        assertThat(detail(records.get(7))).startsWith("“§” is neither a residue nor a base");
    }

    private static String detail(JsonObject record) {
        return record.getJsonArray("errors").getJsonObject(0).getString("detail");
    }

    private static List<String> files() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(EXPECTED))
                    .sorted()
                    .toList();
        }
    }

    private static byte[] bytes(String name) throws IOException {
        return Files.readAllBytes(FOLDER.resolve(name));
    }

    private static JsonObject expected(String name) throws IOException {
        return new JsonObject(Files.readString(FOLDER.resolve(name + EXPECTED)));
    }
}
