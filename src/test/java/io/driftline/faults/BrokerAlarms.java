package io.driftline.faults;

import static io.driftline.faults.Experiment.fault;

import io.driftline.faults.lab.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A broker without room goes on delivering, takes nothing that is published, and says so to none but who publishes. */
final class BrokerAlarms {
    /** Leases lapse meanwhile. */
    private static final Duration LENGTH = Duration.ofSeconds(20);

    private static final Duration SAID_WITHIN = Duration.ofSeconds(10);

    private BrokerAlarms() {}

    static void add(List<Experiment> all) {
        all.add(fault("F22-disk", "RabbitMQ's disk is full for 20 s", 20, run -> {
            run.lab().controlBroker("set_disk_free_limit", "900000GB");
            said(run, "low on disk");
            run.lab().controlBroker("set_disk_free_limit", "50MB");
            run.lifted();
        }));
        all.add(fault("F22-memory", "RabbitMQ's memory is full for 20 s", 20, run -> {
            run.lab().controlBroker("set_vm_memory_high_watermark", "absolute", "1MB");
            said(run, "low on memory");
            run.lab().controlBroker("set_vm_memory_high_watermark", "absolute", "600MB");
            run.lifted();
        }));
    }

    /** While nothing that workers say arrives, they are at work all the same: no attempt is taken for dead. */
    private static void said(Run run, String reason) throws IOException {
        var gateway = run.lab().gateway();
        int before = run.crowd().accepted();
        run.require(
                Waiting.until(SAID_WITHIN, () -> gateway.misses("broker", reason)),
                "the gateway does not say that its broker is " + reason);
        Waiting.pass(LENGTH);
        run.require(!gateway.isReady(), "the gateway is ready with a broker that is " + reason);
        run.require(run.crowd().accepted() > before, "nothing was accepted meanwhile");
        run.noReruns();
    }
}
