package io.driftline.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerRoomTest {
    private final WorkerRoom room = new WorkerRoom(List.of("a", "b"));

    @Test
    void offersNothingBeforeAWorkerHasAnswered() {
        assertThat(room.take()).isEmpty();
    }

    @Test
    void tellsByOneJobHowManyAWorkerTakes() {
        room.probe("a");

        assertThat(room.take()).contains("a");
        assertThat(room.take()).isEmpty();
        room.taken("a", 2);
        assertThat(room.total()).isEqualTo(2);
    }

    @Test
    void countsPlacesThatArePromisedToJobsUnderWay() {
        room.probe("a");
        room.take();
        room.taken("a", 3);
        room.take();
        room.take();

        room.taken("a", 2);

        assertThat(room.total()).isEqualTo(1);
    }

    @Test
    void prefersTheWorkerWithMoreRoom() {
        room.probe("a");
        room.probe("b");
        room.freed("b");

        assertThat(room.take()).contains("b");
    }

    @Test
    void forgetsAWorkerThatIsGoneUntilItIsSeenAgain() {
        room.probe("a");
        room.gone("a");
        assertThat(room.take()).isEmpty();

        room.probe("a");
        assertThat(room.take()).contains("a");
    }

    @Test
    void ignoresWorkersItDoesNotKnow() {
        room.freed("elsewhere");

        assertThat(room.total()).isZero();
    }
}
