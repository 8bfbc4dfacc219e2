package io.driftline.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** One reading of a Prometheus page on the loopback interface. */
record Scrape(String text) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    static Scrape of(int port) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .timeout(Duration.ofSeconds(10))
                .build();
        return new Scrape(CLIENT.send(request, BodyHandlers.ofString()).body());
    }

    /** The sum of a meter's values whose labels contain {@code label}; 0 when there are none. */
    double sum(String meter, String label) {
        return text.lines()
                .filter(line -> line.startsWith(meter + "{") || line.startsWith(meter + " "))
                .filter(line -> line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .filter(value -> value > 0)
                .sum();
    }
}
