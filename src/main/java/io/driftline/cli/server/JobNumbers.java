package io.driftline.cli.server;

import io.driftline.cli.CliException;
import java.util.List;

/** Job numbers as people give them: they become part of an address, so they are looked at first. */
final class JobNumbers {
    private JobNumbers() {}

    static void require(List<String> ids) {
        ids.stream().filter(id -> !id.matches("[a-z2-7]{26}")).findFirst().ifPresent(odd -> {
            throw CliException.unusable("\"" + odd + "\" is no job; driftline jobs lists yours.");
        });
    }
}
