package io.driftline.push;

/** What a cursor is about. It has one at a time; whatever is answered to one that is over is ignored. */
sealed interface CursorPhase {

    /** It is to start behind an offset, as soon as the outlet has room. */
    final class Waiting implements CursorPhase {
        final long after;

        Waiting(long after) {
            this.after = after;
        }
    }

    /** The database is being asked what is kept, or for a page of the snapshot. */
    final class Asking implements CursorPhase {}

    /** Part of a long snapshot is told: it goes on as the outlet has room. */
    final class Telling implements CursorPhase {
        /** Where the next page begins. */
        final long before;
        /** The offset behind which events follow. */
        final long from;

        Telling(long before, long from) {
            this.before = before;
            this.from = from;
        }
    }

    /** It tells events as they come. */
    final class Live implements CursorPhase {
        /** There is, or may be, more than was read. */
        boolean behind = true;
        /** The last read came to nothing. */
        boolean foundNothing;
    }

    /** Nobody listens any more. */
    final class Closed implements CursorPhase {}
}
