package io.driftline.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Response;
import io.driftline.browser.visiting.Chromium;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** That letters are the page's own, and that what a picture of a Chinese page shows is Chinese: without a font for it every character is the same box. */
@ExtendWith(StackExtension.class)
class FontsBrowserIT {
    /** How many characters the Chinese words have, which of them are drawn like one that no font has, and how many differ. */
    private static final String DRAWN =
            """
            async () => {
              const words = await import('/js/i18n/zh/index.js')
              const characters = [...new Set(JSON.stringify(words))].filter(each => /\\p{Script=Han}/u.test(each))
              const canvas = Object.assign(document.createElement('canvas'), { width: 32, height: 32 })
              const pen = canvas.getContext('2d', { willReadFrequently: true })
              const drawn = character => {
                pen.clearRect(0, 0, 32, 32)
                pen.font = `24px ${getComputedStyle(document.body).fontFamily}`
                pen.fillText(character, 2, 26)
                return pen.getImageData(0, 0, 32, 32).data.join()
              }
              const box = drawn('\\u0378')
              return { characters: characters.length, boxes: characters.filter(each => drawn(each) === box).join(''),
                pictures: new Set(characters.map(drawn)).size }
            }
            """;

    private static final String FACES =
            "() => document.fonts.ready.then(fonts => [...fonts].map(face => `${face.family.replaceAll('\"', '')} ${face.status}`).sort())";

    @Test
    void latinIsSetInTheFontsThatTheServiceBrings(Stack stack) {
        try (var chromium = new Chromium();
                var visitor = chromium.visitor(stack.port(), new Browser.NewContextOptions().setLocale("en-GB"))) {
            List<Response> fonts = new CopyOnWriteArrayList<>();
            visitor.page().onResponse(answer -> {
                if (answer.url().endsWith(".woff2")) {
                    fonts.add(answer);
                }
            });
            visitor.open("/");
            visitor.page().locator("main h1").waitFor();
            assertThat(visitor.page().evaluate(FACES))
                    .isEqualTo(List.of("Source Sans 3 loaded", "Source Serif 4 loaded"));
            assertThat(fonts).hasSize(2).allMatch(answer -> answer.headerValue("cache-control")
                    .contains("immutable"));
        }
    }

    @Test
    void chineseIsDrawnInCharactersAndNotInBoxes(Stack stack) {
        try (var chromium = new Chromium();
                var visitor = chromium.visitor(stack.port(), new Browser.NewContextOptions().setLocale("zh-CN"))) {
            visitor.open("/");
            @SuppressWarnings("unchecked")
            var drawn = (Map<String, Object>) visitor.page().evaluate(DRAWN);
            assertThat((Integer) drawn.get("characters")).isGreaterThan(500);
            assertThat(drawn).containsEntry("boxes", "").containsEntry("pictures", drawn.get("characters"));
        }
    }
}
