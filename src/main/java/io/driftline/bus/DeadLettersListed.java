package io.driftline.bus;

import java.util.List;

/** Dead letters, oldest first. */
public record DeadLettersListed(List<DeadLetter> letters) {
    public DeadLettersListed {
        letters = List.copyOf(letters);
    }
}
