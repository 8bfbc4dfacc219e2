package io.driftline.cli.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driftline.cli.server.Tokens;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line reads and writes. */
class CliFilesTest {
    private static final URI SERVER = URI.create("http://127.0.0.1:8080");

    @TempDir
    Path folder = Path.of("");

    @Test
    void readsPairsWhateverTheColumnsOrderMarkAndLineEnds() throws IOException {
        var pairs = PairsFile.read(write(
                "\uFEFFnote,strain_b,subtype,strain_a\r\n\"a, b\",B,H3N2, A \r\n\r\n,\"B \"\"2\"\"\",H1N1,A\r\n"));

        assertThat(pairs)
                .containsExactly(new PairsFile.Pair("H3N2", "A", "B"), new PairsFile.Pair("H1N1", "A", "B \"2\""));
    }

    @Test
    void namesTheColumnThatIsMissing() throws IOException {
        var lacking = write("subtype,strain_a\nH3N2,A\n");

        assertThatThrownBy(() -> PairsFile.read(lacking))
                .hasMessageContaining("has the columns subtype, strain_a; expected");
        assertThatThrownBy(() -> PairsFile.read(folder.resolve("none"))).hasMessageContaining("File not found");
    }

    @Test
    void takesSubtypesInEverySpelling() throws IOException {
        var spellings = List.of("H3N2", "h3n2", "A(H3N2)", "A/H3N2", "A / H3N2", "H3", "A_/_H3N2", "H3N2v");
        var table = write("Subtype;Strain A;Strain B\n" + String.join(";a;b\n", spellings) + ";a;b\n");

        assertThat(PairsFile.read(table)).hasSize(spellings.size()).containsOnly(new PairsFile.Pair("H3N2", "a", "b"));
        assertThat(PairsFile.read(write("subtype,a,b\nA(H1N1)pdm09,a,b\nH1N1pdm,a,b\nB/Victoria,a,b\n")))
                .extracting(PairsFile.Pair::subtype)
                .containsExactly("H1N1", "H1N1", "B/Victoria");
    }

    @Test
    void findsSequencesByWholeHeaderOrFirstWord() throws IOException {
        var plain = write("\uFEFF>A/One/1/2001 first\r\nMK\r\nT\r\n>A/Two/2/2002\nMKV\n");
        var packed = folder.resolve("b.fasta.gz");
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(">A/One/1/2001 second\nMKA\n>A/Two/2/2002\nMKV\n".getBytes(StandardCharsets.UTF_8));
        }
        Files.write(packed, bytes.toByteArray());

        var found = FastaFiles.read(List.of(plain, packed));

        assertThat(found.named("A/One/1/2001 first", "H3N2"))
                .containsExactly(new FastaFiles.Sequence("A/One/1/2001 first", "MKT"));
        assertThat(found.named("A/One/1/2001", "H3N2")).hasSize(2);
        assertThat(found.named("A/Two/2/2002", "")).hasSize(1);
        assertThat(found.named("A/Three", "")).isEmpty();
    }

    @Test
    void refusesAFileThatIsNotFasta() throws IOException {
        var text = write("MKT\n");

        assertThatThrownBy(() -> FastaFiles.read(List.of(text))).hasMessageContaining("before any header");
    }

    @Test
    void cutsPairsIntoJobsWithinTheLimitsAndLosesNone() {
        var sequences = IntStream.range(0, 5_001)
                .mapToObj(i -> new FastaFiles.Sequence("strain " + i, "M".repeat(1_000)))
                .toList();
        var rows = IntStream.range(0, 5_000)
                .mapToObj(i -> new PairsJob.Row(i, "H3N2", sequences.get(i), sequences.get(i + 1)))
                .toList();

        var jobs = PairsJob.of(rows);

        assertThat(jobs).hasSizeGreaterThan(2);
        assertThat(jobs.stream().flatMap(job -> job.rows().stream())).containsExactlyElementsOf(rows);
        assertThat(jobs).allSatisfy(job -> {
            var submission = job.submission(1, "one-hot");
            assertThat(submission.toBuffer().length()).isLessThan(8 * 1024 * 1024);
            assertThat(submission.getString("sequences").lines().filter(line -> line.startsWith(">")))
                    .hasSizeLessThanOrEqualTo(PairsJob.MAX_RECORDS)
                    .doesNotHaveDuplicates();
            assertThat(submission.getJsonArray("pairs")).hasSize(job.rows().size());
        });
    }

    @Test
    void cutsManyPairsOfFewStrains() {
        var strain = new FastaFiles.Sequence("a", "MKT");
        var rows = IntStream.range(0, PairsJob.MAX_PAIRS + 1)
                .mapToObj(i -> new PairsJob.Row(i, "", strain, strain))
                .toList();

        assertThat(PairsJob.of(rows)).extracting(job -> job.rows().size()).containsExactly(PairsJob.MAX_PAIRS, 1);
        assertThat(PairsJob.of(List.of())).isEmpty();
    }

    @Test
    void writesOneRowForEachPair() throws IOException {
        var table = "\uFEFF"
                + """
                subtype,strain_a,strain_b,probability_variant,distance_log2,low,high,warnings,variant,verdict
                H3N2,A,B,0.9,3.1,2,4.5,"far, very",true,variant
                ,C,,,,,,C: too short,,
                """
                        .replace("\n", "\r\n");
        assertThat(AnswersFile.read(table)).hasSize(1);
        var answers = List.of(AnswersFile.read(table).get(0), AnswersFile.Answer.none("nobody: not there"));
        var out = folder.resolve("out.csv");

        AnswersFile.write(
                out, List.of(new PairsFile.Pair("H3N2", "A", "B, b"), new PairsFile.Pair("H3N2", "A", "C")), answers);

        assertThat(out)
                .hasContent(
                        """
                        subtype,strain_a,strain_b,probability_variant,distance_log2,low,high,warnings,verdict
                        H3N2,A,"B, b",0.9,3.1,2,4.5,"far, very",variant
                        H3N2,A,C,,,,,nobody: not there,outside
                        """);
    }

    @Test
    void keepsTokensForTheirUserAlone() throws IOException {
        var tokens = new Tokens(Map.of("XDG_CONFIG_HOME", folder.toString()));

        var file = tokens.keep(SERVER, "dl_one");
        tokens.keep(URI.create("https://other.example.org"), "dl_two");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(tokens.of(SERVER)).contains("dl_one");
        assertThat(new Tokens(Map.of("XDG_CONFIG_HOME", folder.toString(), "DRIFTLINE_TOKEN", "dl_env")).of(SERVER))
                .contains("dl_env");
        assertThat(new Tokens(Map.of("XDG_CONFIG_HOME", "/nowhere")).of(SERVER)).isEmpty();
    }

    private Path write(String content) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "file", ".txt"), content);
    }
}
