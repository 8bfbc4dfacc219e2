package io.driftline.api.catalogue;

import static io.driftline.testing.Running.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driftline.api.Browser;
import io.driftline.api.TestApi;
import io.driftline.config.Config;
import io.driftline.job.ModelRef;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.testing.StackExtension;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The catalogue as workers fill it and people see, like and open it. */
@ExtendWith(StackExtension.class)
final class CatalogIT {
    private TestApi api;
    private Browser ada;
    private long cnn;

    @BeforeEach
    void start(Config config, Vertx vertx) {
        api = new TestApi(config, vertx);
        ada = api.browser();
        ada.signUp("ada@lab.org");
        await(api.catalog.importFrom(golden()));
        cnn = models(ada).getJsonObject(0).getLong("id");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void showsWhatWorkersServe() {
        var model = models(api.browser()).getJsonObject(0);
        assertThat(model.getString("name")).isEqualTo("CNN");
        assertThat(model.getString("version")).isEqualTo("1");
        assertThat(model.getBoolean("online")).isTrue();
        assertThat(model.getJsonObject("zh").getString("info")).contains("卷积网络");
        assertThat(model.getJsonArray("subtypes")).contains("H3N2");
        assertThat(model.getJsonArray("encodings").getJsonObject(0).getString("name"))
                .isEqualTo("BLOSUM62");
        assertThat(model.getJsonObject("encodingsBySubtype").getJsonArray("H3N2"))
                .containsExactly("blosum62");
        assertThat(model.getJsonObject("encodingsBySubtype").getJsonArray("H1N1"))
                .containsExactly("blosum62", "one-hot");
        assertThat(model.getJsonArray("trainingYears")).containsExactly(1968, 2012);
        var encoding =
                api.browser().get("/encodings").json().getJsonArray("items").getJsonObject(0);
        assertThat(encoding.getInteger("features")).isEqualTo(20);
        assertThat(encoding.getJsonObject("zh").getString("name")).isEqualTo("BLOSUM62 矩阵");
    }

    @Test
    void countsALikeOncePerUserAndTakesItBack() {
        assertThat(ada.send("PUT", like()).json())
                .isEqualTo(new JsonObject().put("likes", 1).put("liked", true));
        assertThat(ada.send("PUT", like()).json())
                .isEqualTo(new JsonObject().put("likes", 1).put("liked", true));
        var eve = api.browser();
        eve.signUp("eve@lab.org");
        assertThat(eve.send("PUT", like()).json().getInteger("likes")).isEqualTo(2);
        assertThat(models(ada).getJsonObject(0).getBoolean("liked")).isTrue();
        assertThat(models(api.browser()).getJsonObject(0).getBoolean("liked")).isFalse();
        assertThat(ada.send("DELETE", like()).json())
                .isEqualTo(new JsonObject().put("likes", 1).put("liked", false));
        assertThat(ada.send("DELETE", like()).json().getInteger("likes")).isEqualTo(1);
        assertThat(models(ada).getJsonObject(0).getInteger("likes")).isEqualTo(1);
    }

    @Test
    void countsLikesAtOnce() {
        IntStream.range(0, 16).parallel().forEach(i -> ada.send(i % 2 == 0 ? "PUT" : "DELETE", like()));
        var model = models(ada).getJsonObject(0);
        assertThat(model.getInteger("likes")).isEqualTo(model.getBoolean("liked") ? 1 : 0);
    }

    @Test
    void likingNeedsASessionAndAModel() {
        assertThat(api.browser().send("PUT", like()).type()).isEqualTo("auth/required");
        assertThat(ada.send("PUT", "/api/v1/models/999999/like").type()).isEqualTo("catalogue/model-not-found");
        assertThat(ada.get("/models/none").type()).isEqualTo("validation/invalid-field");
        assertThat(ada.get("/models/999999").status()).isEqualTo(404);
    }

    @Test
    void countsViews() {
        var views = IntStream.range(0, 3)
                .mapToObj(i -> api.browser().get("/models/" + cnn).json().getLong("views"))
                .toList();
        assertThat(views).containsExactly(1L, 2L, 3L);
        assertThat(models(ada).getJsonObject(0).getLong("views")).isEqualTo(3);
    }

    @Test
    void showsWhatNobodyServesAsOffline() {
        ada.send("PUT", like());
        await(api.catalog.importFrom(golden().put("models", new JsonArray())));
        var model = models(ada).getJsonObject(0);
        assertThat(model.getBoolean("online")).isFalse();
        assertThat(model.getInteger("likes")).isEqualTo(1);
        refuses(cnn, "blosum62", "job/unknown-model");
        await(api.catalog.importFrom(golden()));
        assertThat(models(ada)).hasSize(1);
        assertThat(models(ada).getJsonObject(0).getBoolean("online")).isTrue();
    }

    @Test
    void offersTheNewestVersionAndKeepsVersionsAsTheyWere() {
        var changed = golden();
        changed.getJsonArray("models").getJsonObject(0).put("digest", "sha256:other");
        await(api.catalog.importFrom(changed));
        assertThat(models(ada).getJsonObject(0).getString("digest")).startsWith("sha256:5f70");
        assertThat(models(ada).getJsonObject(0).getBoolean("online")).isFalse();

        var next = golden();
        next.getJsonArray("models")
                .add(golden().getJsonArray("models").getJsonObject(0).put("version", "10"));
        await(api.catalog.importFrom(next));
        assertThat(models(ada)).hasSize(1);
        assertThat(models(ada).getJsonObject(0).getString("version")).isEqualTo("10");
    }

    @Test
    void choosesForJobs() {
        var choice = await(api.catalog.require(cnn, "blosum62"));
        assertThat(choice.name()).isEqualTo("cnn");
        assertThat(choice.version()).isEqualTo("1");
        refuses(999_999L, "blosum62", "job/unknown-model");
        refuses(cnn, "nonsense", "job/unknown-encoding");
        var other = golden();
        other.getJsonArray("encodings")
                .add(new JsonObject().put("id", "new").put("name", "New").put("features", 3));
        await(api.catalog.importFrom(other));
        refuses(cnn, "new", "job/encoding-not-offered");
    }

    @Test
    void givesTheStrongestToWhoNamesNone() {
        var two = golden();
        two.getJsonArray("models").add(stronger(golden().getJsonArray("models").getJsonObject(0)));
        await(api.catalog.importFrom(two));
        ada.send("PUT", like());

        assertThat(models(ada).stream().map(JsonObject.class::cast).filter(model -> model.getBoolean("default")))
                .extracting(model -> model.getString("repository"))
                .containsExactly("zebra");
        assertThat(await(api.catalog.require(null, null)))
                .extracting(ModelRef::name, ModelRef::encoding)
                .containsExactly("zebra", "one-hot");
        assertThat(await(api.catalog.require(null, "blosum62")).name()).isEqualTo("cnn");
        assertThat(await(api.catalog.require(cnn, null)).encoding()).isEqualTo("blosum62");
        refuses(null, "nonsense", "job/unknown-encoding");
    }

    /** With one encoding, and forecasts of a later year. */
    private static JsonObject stronger(JsonObject model) {
        var forecasts = new JsonArray();
        model.getJsonArray("subtypes")
                .forEach(subtype -> forecasts.add(new JsonObject()
                        .put("subtype", subtype)
                        .put("encoding", "one-hot")
                        .put("split", "time")
                        .put("from", 2030)
                        .put("mcc", 0.9)));
        return model.put("name", "zebra")
                .put("encodings", new JsonArray().add("one-hot"))
                .put("quality", forecasts);
    }

    @Test
    void putsOffWhoAsksBeforeAnyWorkerHasSpoken(Config config, Vertx vertx) {
        try (var fresh = new TestApi(config, vertx)) {
            assertThat(fresh.catalog.probe().failed()).isTrue();
            assertThatThrownBy(() -> await(fresh.catalog.require(999_999L, "blosum62")))
                    .cause()
                    .isInstanceOfSatisfying(ServiceException.class, refused -> {
                        assertThat(refused.type()).isEqualTo(ProblemType.UNAVAILABLE);
                        assertThat(refused.retryAfter()).isPresent();
                    });
            await(fresh.catalog.importFrom(golden()));
            assertThat(fresh.catalog.probe().succeeded()).isTrue();
        }
    }

    @Test
    void sendsTheModelsCompressedToWhoTakesThat() {
        var packed = api.browser().with("Accept-Encoding", "gzip").get("/models");
        assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(api.browser().get("/models").header("Content-Encoding")).isEmpty();
    }

    @Test
    void showsExamplesAndLimitsToEverybody() {
        var examples = api.browser().get("/examples").json().getJsonArray("items");
        assertThat(examples).hasSize(9).allSatisfy(each -> assertThat(((JsonObject) each).fieldNames())
                .contains("id", "name", "info", "zh", "source", "sequences"));
        assertThat(examples.getJsonObject(0).getString("sequences")).contains(">CY163680.1", ">U26830.1");
        assertThat(api.browser().get("/limits").json().getInteger("bodyBytes")).isEqualTo(8 * 1024 * 1024);
    }

    private void refuses(@Nullable Long model, String encoding, String type) {
        assertThatThrownBy(() -> await(api.catalog.require(model, encoding)))
                .cause()
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        refused -> assertThat(refused.type().urn()).isEqualTo("urn:problem:" + type));
    }

    private String like() {
        return "/api/v1/models/" + cnn + "/like";
    }

    private static JsonArray models(Browser browser) {
        return browser.get("/models").json().getJsonArray("items");
    }

    private static JsonObject golden() {
        try (var in = CatalogIT.class.getResourceAsStream("/contract/worker-models.json")) {
            return new JsonObject(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
