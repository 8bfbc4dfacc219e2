package io.driftline.bus;

import java.util.List;

/** Command: look at the oldest dead letters and leave them where they are. */
public record ListDeadLetters(int limit) {
    /** Dead letters, oldest first. */
    public record Listed(List<DeadLetter> letters) {
        public Listed {
            letters = List.copyOf(letters);
        }
    }
}
