package io.driftline.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WorkerRoomTest {
    private final WorkerRoom room = new WorkerRoom();

    @Test
    void offersNothingBeforeAWorkerHasAnswered() {
        assertThat(room.take()).isEmpty();
    }

    @Test
    void tellsByOneJobHowManyAWorkerTakes() {
        room.seen("a");

        assertThat(room.take()).contains("a");
        assertThat(room.take()).isEmpty();
        room.taken("a", 2);
        assertThat(room.total()).isEqualTo(2);
    }

    @Test
    void countsPlacesThatArePromisedToJobsUnderWay() {
        room.seen("a");
        room.take();
        room.taken("a", 3);
        room.take();
        room.take();

        room.taken("a", 2);

        assertThat(room.total()).isEqualTo(1);
    }

    @Test
    void prefersTheWorkerWithMoreRoom() {
        room.seen("a");
        room.seen("b");
        room.freed("b");

        assertThat(room.take()).contains("b");
    }

    @Test
    void forgetsAWorkerThatIsGoneUntilItIsSeenAgain() {
        room.seen("a");
        room.gone("a");
        assertThat(room.take()).isEmpty();

        room.seen("a");
        assertThat(room.take()).contains("a");
    }

    @Test
    void doesNotTakeAWorkerForThereBecauseOfJobsThatWereOnTheirWayToIt() {
        room.seen("a");
        room.take();
        room.gone("a");

        room.none("a");
        room.retry("a");

        assertThat(room.take()).isEmpty();
    }

    @Test
    void asksAWorkerAgainThatRefused() {
        room.seen("a");
        room.take();
        room.none("a");
        assertThat(room.take()).isEmpty();

        room.retry("a");

        assertThat(room.take()).contains("a");
    }

    @Test
    void ignoresWorkersItDoesNotKnow() {
        room.freed("elsewhere");

        assertThat(room.total()).isZero();
    }
}
