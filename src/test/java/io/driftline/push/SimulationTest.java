package io.driftline.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.testing.memory.RuleFlaw;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many unlucky minutes in virtual time; a seed that fails is run again with {@code -Ddriftline.simulation.seed=N}. */
class SimulationTest {
    private static final int SEEDS = 2_000;
    private static final int SEEDS_TO_NOTICE = 200;

    @Test
    void everyJobEndsOnceAndIsToldInOrderToItsOwnerAloneWhateverHappens() {
        var seed = Long.getLong("driftline.simulation.seed");
        var seeds = seed == null ? LongStream.range(0, SEEDS) : LongStream.of(seed);

        seeds.forEach(each ->
                assertThat(violations(each, Set.of())).as("seed %d", each).isEmpty());
    }

    @ParameterizedTest
    @EnumSource(RuleFlaw.class)
    void noticesARuleOfTheJobsLeftOut(RuleFlaw flaw) {
        assertThat(LongStream.range(0, SEEDS_TO_NOTICE)
                        .anyMatch(seed -> !violations(seed, Set.of(), flaw).isEmpty()))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(World.Flaw.class)
    void noticesARuleOfTheFlowLeftOut(World.Flaw flaw) {
        assertThat(LongStream.range(0, SEEDS_TO_NOTICE)
                        .anyMatch(seed -> !violations(seed, Set.of(flaw)).isEmpty()))
                .isTrue();
    }

    private static List<String> violations(long seed, Set<World.Flaw> flaws, RuleFlaw... rules) {
        var world = new World(seed, flaws, rules);
        world.live();
        return world.checker.violations();
    }
}
