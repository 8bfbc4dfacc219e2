package io.driftline.api.server;

import io.driftline.config.Config;
import java.net.URI;
import java.util.regex.Pattern;

/**
 * What others show of a link to the page: its title, description and picture. What a shared link holds stands behind its
 * {@code #} and reaches no server, so that of every shared result the same is told, and nothing of what it shows.
 */
final class LinkPreview {
    private static final String TITLE = "A shared prediction · Driftline";
    private static final String DESCRIPTION =
            "An influenza antigenic prediction that its owner shares by this link. 由所有者通过此链接分享的流感抗原预测。";
    private static final String PICTURE = "content=\"/card.png\"";

    private final String picture;

    /** Those who show a link want the whole address of its picture, which only a public address tells. */
    LinkPreview(Config.Server server) {
        var url = server.publicUrl();
        picture = url == null ? PICTURE : "content=\"" + URI.create(url).resolve(server.path() + "/card.png") + '"';
    }

    /** The page with the address of its picture. */
    String placed(String page) {
        return replaced(page, Pattern.quote(PICTURE), picture);
    }

    /** The page as it is told of where it shows a shared result. */
    static String ofShared(String page) {
        return replaced(
                replaced(page, content("og:title"), "<meta property=\"og:title\" content=\"" + TITLE + "\">"),
                content("og:description"),
                "<meta property=\"og:description\" content=\"" + DESCRIPTION + "\">");
    }

    private static String content(String property) {
        return "<meta property=\"" + property + "\" content=\"[^\"]*\">";
    }

    private static String replaced(String page, String shipped, String own) {
        var found = Pattern.compile(shipped).matcher(page);
        if (!found.find()) {
            throw new IllegalStateException("the page does not say " + shipped);
        }
        return page.substring(0, found.start()) + own + page.substring(found.end());
    }
}
