package io.driftline.status;

import io.driftline.tracing.Step;
import io.driftline.tracing.Subject;
import io.driftline.tracing.Traces;
import io.driftline.wire.RabbitNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Messages that are applied together: of each event that is traced a span, below which what comes of it is told. */
final class TracedBatch {
    private static final Step PROCESS = new Step(
            "process " + RabbitNames.STATUS_QUEUE,
            Step.Kind.CONSUMER,
            Map.of(
                    "messaging.system", "rabbitmq",
                    "messaging.destination.name", RabbitNames.STATUS_QUEUE,
                    "messaging.operation.name", "process",
                    "messaging.operation.type", "process"));

    private final List<Traces.Span> begun = new ArrayList<>();
    private final List<StatusMessage> messages = new ArrayList<>();

    TracedBatch(Traces traces, List<StatusMessage> arrived) {
        for (StatusMessage message : arrived) {
            if (message instanceof StatusMessage.Event event && event.trace() != null) {
                var span =
                        traces.begin(PROCESS, event.trace(), new Subject(event.job(), event.attempt(), event.stage()));
                begun.add(span);
                messages.add(event.within(span.context()));
            } else {
                messages.add(message);
            }
        }
    }

    List<StatusMessage> messages() {
        return messages;
    }

    void end(@Nullable Throwable failure) {
        begun.forEach(span -> span.end(failure));
    }
}
