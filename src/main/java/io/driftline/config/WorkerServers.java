package io.driftline.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The model workers' base addresses, the bearer token they ask for, and who signs certificates of https ones. With {@code announce}
 * there may be others, which say so themselves: each for itself, or wherever in {@code networks}.
 */
public record WorkerServers(
        List<String> urls,
        Secret token,
        Duration requestTimeout,
        @Nullable Path ca,
        boolean announce,
        List<String> networks)
        implements Config.Group {
    public WorkerServers {
        urls = List.copyOf(urls);
        for (String url : urls) {
            if (!url.matches("https?://[^/?#\\s]+")) {
                throw Check.refusal("workers.urls", url, "addresses without a path, such as http://worker-1:8090");
            }
        }
        Check.positive("workers.requestTimeout", requestTimeout);
        networks = List.copyOf(networks);
        for (String network : networks) {
            Check.network("workers.networks", network);
        }
    }

    /** Those of one worker that is listed. */
    public static WorkerServers one(String url, Secret token, Duration requestTimeout, @Nullable Path ca) {
        return new WorkerServers(List.of(url), token, requestTimeout, ca, false, List.of());
    }

    /** The same, with none listed: each has to announce itself. */
    public WorkerServers announced(List<String> among) {
        return new WorkerServers(List.of(), token, requestTimeout, ca, true, among);
    }

    void requireSome() {
        if (urls.isEmpty() && !announce) {
            throw Check.refusal(
                    "workers.urls",
                    "",
                    "at least one address such as http://worker-1:8090, unless workers.announce is true");
        }
    }
}
