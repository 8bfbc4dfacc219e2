package io.driftline.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MigrationScriptTest {
    @Test
    void endsAStatementAtASemicolonOutsideOfCommentsAndQuotes() {
        var script = MigrationScript.of(
                1,
                "odd",
                """
                -- one user's; comment
                INSERT INTO a VALUES ('it''s; \\'so'), (-1); -- two
                UPDATE `b;c` SET d = 2;
                """);

        assertThat(script.statements())
                .containsExactly("INSERT INTO a VALUES ('it''s; \\'so'), (-1)", "UPDATE `b;c` SET d = 2");
    }

    @Test
    void areNumberedWithoutHoles() {
        var scripts = MigrationScript.all();
        assertThat(scripts.stream().map(MigrationScript::version))
                .isEqualTo(IntStream.rangeClosed(1, scripts.size()).boxed().toList());
    }
}
