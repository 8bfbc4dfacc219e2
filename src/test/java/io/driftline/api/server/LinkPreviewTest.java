package io.driftline.api.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driftline.config.ConfigLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkPreviewTest {
    private static final Path WEBROOT = Path.of("webroot");
    private static final int MOST_BYTES = 60 << 10;

    @ParameterizedTest
    @CsvSource({
        "https://lab.example.org, https://lab.example.org/card.png",
        "https://lab.example.org/flu/, https://lab.example.org/flu/card.png"
    })
    void thePictureHasAWholeAddressWhereThereIsAPublicOne(String url, String picture) throws IOException {
        assertThat(placed(Map.of("DRIFTLINE_SERVER_PUBLIC_URL", url)))
                .contains("<meta property=\"og:image\" content=\"" + picture + "\">");
        assertThat(placed(Map.of())).contains("<meta property=\"og:image\" content=\"/card.png\">");
    }

    @Test
    void aSharedResultIsToldOfInWordsOfItsOwn() throws IOException {
        assertThat(LinkPreview.ofShared(page()))
                .contains("content=\"A shared prediction · Driftline\"")
                .contains("流感抗原预测")
                .doesNotContain("content=\"Driftline: influenza antigenic prediction\"");
    }

    @Test
    void aPageWithoutAPictureIsRefused() {
        var preview =
                new LinkPreview(ConfigLoader.load(null, Map.of(), Map.of()).server());
        assertThatThrownBy(() -> preview.placed("<html></html>")).hasMessageContaining("card.png");
    }

    @Test
    void thePictureIsSmall() throws IOException {
        assertThat(Files.size(WEBROOT.resolve("card.png"))).isLessThan(MOST_BYTES);
    }

    private static String placed(Map<String, String> environment) throws IOException {
        return new LinkPreview(ConfigLoader.load(null, environment, Map.of()).server()).placed(page());
    }

    private static String page() throws IOException {
        return Files.readString(WEBROOT.resolve("index.html"));
    }
}
