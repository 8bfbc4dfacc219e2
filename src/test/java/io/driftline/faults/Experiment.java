package io.driftline.faults;

import java.time.Duration;

/**
 * One fault.
 *
 * @param what what happens, in a few words
 * @param smoke whether it belongs to the short set
 * @param gatewayPoints fail points of the first gateway
 * @param workerPoints fail points of the first worker
 * @param byLine whether gateways go to the database by a line that can be clogged
 * @param figure within which all is well again after the fault was lifted
 */
record Experiment(
        String name,
        String what,
        boolean smoke,
        int gateways,
        int workers,
        String gatewayPoints,
        String workerPoints,
        boolean byLine,
        Duration figure,
        Scenario scenario) {

    /** Injects the fault into a run under load and lifts it. */
    interface Scenario {
        void play(Run run) throws Exception;
    }

    static Experiment fault(String name, String what, int seconds, Scenario scenario) {
        return new Experiment(name, what, false, 1, 1, "", "", false, Duration.ofSeconds(seconds), scenario);
    }

    Experiment inSmoke() {
        return new Experiment(
                name, what, true, gateways, workers, gatewayPoints, workerPoints, byLine, figure, scenario);
    }

    Experiment with(int gatewayCount, int workerCount) {
        return new Experiment(
                name, what, smoke, gatewayCount, workerCount, gatewayPoints, workerPoints, byLine, figure, scenario);
    }

    Experiment gatewayAt(String points) {
        return new Experiment(name, what, smoke, gateways, workers, points, workerPoints, byLine, figure, scenario);
    }

    Experiment workerAt(String points) {
        return new Experiment(name, what, smoke, gateways, workers, gatewayPoints, points, byLine, figure, scenario);
    }

    Experiment throughLine() {
        return new Experiment(
                name, what, smoke, gateways, workers, gatewayPoints, workerPoints, true, figure, scenario);
    }
}
