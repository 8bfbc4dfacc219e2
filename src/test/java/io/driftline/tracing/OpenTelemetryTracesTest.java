package io.driftline.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driftline.config.Operations;
import io.driftline.config.StartException;
import io.driftline.job.JobId;
import io.driftline.testing.TestConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenTelemetryTracesTest {
    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final Step STEP = Step.of("step");
    private static final Subject SUBJECT = Subject.of(JobId.random(), 1);

    @Test
    void isOffUnlessItIsAskedFor() {
        assertThat(Traces.of(TestConfig.of(Map.of()))).isSameAs(Traces.none());
    }

    @Test
    void goesOnWithTheTraceThatItIsGiven() {
        try (var traces = at("http://127.0.0.1:1")) {
            var span = traces.begin(STEP, PARENT, SUBJECT);

            assertThat(span.context())
                    .startsWith("00-0af7651916cd43dd8448eb211c80319c-")
                    .endsWith("-01")
                    .isNotEqualTo(PARENT)
                    .hasSize(PARENT.length());
            span.end(null);
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "senseless", "00-00000000000000000000000000000000-0000000000000000-01"})
    void tracesNothingBelowWhatIsNoContext(String parent) {
        try (var traces = at("http://127.0.0.1:1")) {
            assertThat(traces.begin(STEP, parent, SUBJECT).context()).isNull();
        }
    }

    /** Its queue has room for some two thousand; what finds none is dropped, and the end waits for nobody either. */
    @Test
    void neverWaitsForACollectorThatTakesSpansAndAnswersNothing() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var traces = at("http://127.0.0.1:" + silent.getLocalPort());
            for (int i = 0; i < 50_000; i++) {
                traces.begin(STEP, PARENT, SUBJECT).end(null);
            }
            assertThat(traces.begin(STEP, PARENT, SUBJECT).context()).isNotNull();
            traces.close();
        }
    }

    @Test
    void saysWhatIsWrongWithAVariableOfOpenTelemetry() {
        System.setProperty("otel.traces.sampler", "sometimes");
        try {
            assertThatThrownBy(() -> at("http://127.0.0.1:1"))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("operations.tracing")
                    .hasMessageContaining("sometimes");
        } finally {
            System.clearProperty("otel.traces.sampler");
        }
    }

    private static Traces at(String endpoint) {
        return OpenTelemetryTraces.exporting(new Operations.Tracing(true, endpoint), "/api/v1");
    }
}
