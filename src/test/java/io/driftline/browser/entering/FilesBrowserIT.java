package io.driftline.browser.entering;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.FilePayload;
import io.driftline.browser.visiting.Chromium;
import io.driftline.browser.visiting.Visitor;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.Strains;
import io.driftline.testing.client.ApiUser;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Files as laboratories have them: what is read of each is said at it before anything runs, and one of no use keeps none of the others. */
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FilesBrowserIT {
    private static final FilePayload PDF = file("letter.pdf", "%PDF-1.4\n%âãÏÓ\n".getBytes(UTF_8));
    private static final FilePayload EMPTY = file("sample2-empty.fasta", new byte[0]);

    private static final Path GOLDEN = Path.of("src", "test", "contract", "readings");
    private static final String READ = ".read.json";

    private final Chromium chromium = new Chromium();
    private final List<Visitor> visitors = new ArrayList<>();
    private Stack stack;
    private String example = "";

    @BeforeAll
    void join(Stack stack) {
        this.stack = stack;
        example = ApiUser.stranger(stack)
                .get("/examples")
                .bodyAsJsonObject()
                .getJsonArray("items")
                .getJsonObject(0)
                .getString("sequences");
    }

    @AfterAll
    void leave() {
        chromium.close();
    }

    @AfterEach
    void nothingToComplainOf() {
        visitors.forEach(Visitor::close);
        var complaints =
                visitors.stream().flatMap(each -> each.complaints().stream()).toList();
        visitors.clear();
        assertThat(complaints).isEmpty();
    }

    private Visitor visit(String locale) {
        var visitor = chromium.visitor(stack.port(), new Browser.NewContextOptions().setLocale(locale));
        visitors.add(visitor);
        return visitor;
    }

    private static FilePayload file(String name, byte[] bytes) {
        return new FilePayload(name, "application/octet-stream", bytes);
    }

    private FilePayload strains(String file, String name, int count) {
        return file(file, Strains.fasta(example, name, count).getBytes(UTF_8));
    }

    private static FilePayload zip(String name, String path, byte[] bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(packed)) {
            zip.putNextEntry(new ZipEntry("ncbi_dataset/data/" + path));
            zip.write(bytes);
        }
        return file(name, packed.toByteArray());
    }

    private static void give(Visitor visitor, FilePayload... files) {
        visitor.part("sequences-text-file").setInputFiles(files);
    }

    /** Files of sequences among the golden ones, and what the server's reader makes of them. */
    private static Map<Path, JsonArray> golden() throws IOException {
        Map<Path, JsonArray> golden = new TreeMap<>();
        try (var files = Files.list(GOLDEN)) {
            for (var file :
                    files.filter(each -> !each.toString().endsWith(READ)).toList()) {
                if (!file.getFileName().toString().startsWith("pairs-")) {
                    var read = Files.readString(Path.of(file + READ));
                    golden.put(file, new JsonObject(read).getJsonArray("files"));
                }
            }
        }
        return golden;
    }

    /** Of a reading without records, its own name stands for it. */
    private static List<String> names(JsonObject reading) {
        var names = reading.getJsonArray("records").stream()
                .map(record -> ((JsonObject) record).getString("name"))
                .toList();
        return names.isEmpty() ? List.of(reading.getString("name")) : names;
    }

    @Test
    void eachGoldenFileShowsTheRecordsThatTheServerReads() throws IOException {
        var visitor = visit("en-GB").withAccount();
        visitor.open("/new?mode=all");
        var golden = golden();
        visitor.part("sequences-text-file").setInputFiles(golden.keySet().toArray(Path[]::new));
        assertThat(visitor.part("attached-count")).containsText("sequences");

        var shown = visitor.page()
                .evaluate("document.querySelector('x-new-page').prediction.entries.map(({ name }) => name)");

        var expected = golden.values().stream()
                .flatMap(JsonArray::stream)
                .flatMap(reading -> names((JsonObject) reading).stream())
                .toList();
        assertThat(shown).isEqualTo(expected);
    }

    @Test
    void aFileOfNoUseIsNamedAtOnceAndTheOthersRun() {
        var visitor = visit("en-GB").withAccount();
        visitor.open("/new?mode=all");
        give(visitor, strains("one.fasta", "A/One/%d/2005", 2), EMPTY, PDF, strains("two.fasta", "A/Two/%d/2006", 1));

        assertThat(visitor.part("attached")).hasCount(4);
        assertThat(visitor.part("file-fault")).hasCount(2);
        assertThat(visitor.part("attached").nth(1)).containsText("no sequence");
        assertThat(visitor.part("attached").nth(2)).containsText("PDF");
        visitor.run();

        visitor.seesJob("SUCCEEDED");
        assertThat(visitor.part("pair-row")).hasCount(3);
        assertThat(visitor.part("left-out-record")).containsText(new String[] {"sample2-empty.fasta", "letter.pdf"});
    }

    @Test
    void aPairOfFourFilesTwoOfThemOfNoUseRuns() {
        var visitor = visit("en-GB").withAccount();
        visitor.open("/new");
        give(visitor, strains("one.fasta", "A/One/%d/2005", 1), EMPTY, PDF, strains("two.fasta", "A/Two/%d/2006", 1));
        assertThat(visitor.part("attached")).hasCount(4);
        visitor.run();

        visitor.seesJob("SUCCEEDED");
        assertThat(visitor.page().locator("h1")).containsText("A/Two/1/2006");
    }

    @Test
    void whatWasGuessedOrUnpackedIsSaidInChinese() throws IOException {
        var visitor = visit("zh-CN").withAccount();
        visitor.open("/new?mode=all");
        var named = Strains.fasta(example, "A/广东/%d/2005", 2);
        give(visitor, file("season.fasta", named.getBytes(Charset.forName("GBK"))));
        assertThat(visitor.part("file-notice")).containsText("GB18030");
        assertThat(visitor.part("attached")).containsText("2 条序列");
        give(
                visitor,
                zip("datasets.zip", "genomic.fna", Strains.fasta(example, 3).getBytes(UTF_8)));
        assertThat(visitor.part("attached").nth(1)).containsText("genomic.fna");
        visitor.run();

        visitor.seesJob("SUCCEEDED");
        assertThat(visitor.part("pair-row").first()).containsText("A/广东/1/2005");
        assertThat(visitor.part("pair-row")).hasCount(10);
    }

    @Test
    void aFolderOfMoreThanAHundredFilesRunsAsOneJob(@TempDir Path folder) throws IOException {
        var season = Files.createDirectories(folder.resolve("season"));
        for (int i = 1; i <= 130; i++) {
            Files.writeString(
                    season.resolve("sample_%03d.fasta".formatted(i)),
                    Strains.fasta(example, "A/Example/" + i + "/20%02d", 1));
        }
        var visitor = visit("en-GB").withAccount();
        visitor.open("/new?mode=all");
        visitor.part("sequences-text-folder").setInputFiles(season);
        assertThat(visitor.part("attached-count")).containsText("130 files");
        assertThat(visitor.part("attached-count")).containsText("130 sequences");
        visitor.run();

        visitor.seesJob("SUCCEEDED");
        assertThat(visitor.part("row-count")).hasAttribute("data-rows", "8385");
    }

    @Test
    void whatIsBeyondALimitIsToldBeforeItRuns() {
        var visitor = visit("en-GB").withAccount();
        visitor.open("/new?mode=all");
        give(
                visitor,
                file(
                        "many.fasta",
                        Stream.iterate(1, i -> i + 1)
                                .limit(2001)
                                .map(">A/Many/%d/2005\nMKTIIALSYI\n"::formatted)
                                .reduce("", String::concat)
                                .getBytes(UTF_8)));

        assertThat(visitor.part("exceeds")).containsText("2,001 sequences; a job has at most 2,000");
        visitor.part("run").click();
        assertThat(visitor.part("exceeds")).isInViewport();
        assertThat(visitor.page()).hasURL(Pattern.compile("/new$"));
    }

    @Test
    void otherSegmentsOfWholeGenomesDoNotCount() {
        var visitor = visit("en-GB").withAccount();
        visitor.open("/new?mode=all");
        var neuraminidases =
                ">A/Genome/1/2005|NA\n%s\n".formatted("ACGT".repeat(350)).repeat(1_999);
        give(visitor, file("genomes.fasta", (Strains.fasta(example, 5) + neuraminidases).getBytes(UTF_8)));

        assertThat(visitor.part("set-aside")).containsText("1,999 are of other segments");
        assertThat(visitor.part("pair-count")).hasAttribute("data-pairs", "10");
        assertThat(visitor.part("exceeds")).hasCount(0);
    }

    @Test
    void whoHasNotSignedInLosesNoFile() throws IOException {
        var visitor = visit("en-GB").withoutGuests();
        visitor.open("/new?mode=all");
        give(
                visitor,
                strains("plain.fasta", "A/Plain/%d/2005", 1),
                zip("datasets.zip", "genomic.fna", Strains.fasta(example, 3).getBytes(UTF_8)));
        assertThat(visitor.part("attached").nth(0)).containsText("1 sequence");
        assertThat(visitor.part("attached").nth(1)).containsText("as soon as you have signed in");
        visitor.part("sign-in-link").click();
        visitor.part("sign-other").click();
        visitor.signUp();

        assertThat(visitor.part("attached").nth(1)).containsText("3 sequences");
    }
}
