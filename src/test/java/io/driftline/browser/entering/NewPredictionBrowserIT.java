package io.driftline.browser.entering;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import io.driftline.browser.visiting.Chromium;
import io.driftline.browser.visiting.Visitor;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.Strains;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ways by which sequences come into the form, and that nothing entered there is lost. */
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NewPredictionBrowserIT {
    private static final int VARIANT = 0;
    private static final String OWN = ">A/Own/1/2020\nMKTIIALSYILCLVFAQKLPGNDNSTATLCLGHHAVPNGTIVKTIT";

    private final Chromium chromium = new Chromium();
    private final List<Visitor> visitors = new ArrayList<>();
    private Stack stack;

    @BeforeAll
    void join(Stack stack) {
        this.stack = stack;
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

    private Visitor visit() {
        return visit("en-GB");
    }

    private Visitor visit(String locale) {
        var visitor = chromium.visitor(stack.port(), new Browser.NewContextOptions().setLocale(locale));
        visitors.add(visitor);
        return visitor;
    }

    @Test
    void aLinkFillsTheFormAndTheFormMakesThatLink() {
        var visitor = visit().withAccount();
        visitor.open("/new?model=cnn&encoding=one-hot&mode=query#sequences=" + OWN.replace("\n", "%0A"));

        assertThat(visitor.part("sequences-text")).hasValue(OWN);
        assertThat(visitor.part("choose-model")).containsText("CNN");
        assertThat(visitor.part("choose-model")).containsText("One-hot");
        assertThat(visitor.part("untrained")).containsText("not trained on H1N1; for H1N1 it takes 3-gram embedding");
        assertThat(visitor.page()).hasURL(Pattern.compile("/new$"));
        visitor.part("form-link").click();
        visitor.part("form-link-whole").check();
        var link = visitor.part("form-link-address").inputValue();
        assertThat(link).contains("/new?model=cnn&encoding=one-hot&mode=query#sequences=%3EA%2FOwn");

        visitor.newTab().navigate(link);
        assertThat(visitor.part("sequences-text")).hasValue(OWN);
        assertThat(visitor.part("pair-count")).isVisible();
    }

    @Test
    void whatAnExamplePushesAsideCanBeBroughtBack() {
        var visitor = visit().withAccount();
        visitor.open("/new");
        visitor.part("sequences-text").fill(OWN);
        visitor.loadExample(VARIANT);
        assertThat(visitor.part("check-verdict")).containsText("H3"); // by itself
        // At once, unless a test before has left something running.
        assertThat(visitor.part("queue-forecast")).containsText(Pattern.compile("starts at once|waiting"));

        visitor.part("bring-back").click();
        assertThat(visitor.part("sequences-text")).hasValue(OWN);
        assertThat(visitor.part("check-verdict")).hasCount(0);
    }

    @Test
    void signingInLosesNothing() {
        var visitor = visit();
        visitor.open("/new?encoding=one-hot");
        visitor.part("sequences-text").fill(OWN + "\n" + OWN.replace("Own", "Other"));
        visitor.part("sign-in-link").click();
        visitor.part("sign-other").click();
        visitor.signUp();

        assertThat(visitor.part("sequences-text")).hasValue(Pattern.compile("A/Other/1/2020"));
        assertThat(visitor.part("choose-model")).containsText("One-hot");
    }

    @ParameterizedTest
    @CsvSource({"en-GB, starts by itself", "zh-CN, 自动开始"})
    void whatWasToRunStartsByItselfAfterSigningUp(String locale, String said) {
        var visitor = visit(locale).withoutGuests();
        visitor.open("/new");
        visitor.loadExample(VARIANT);
        visitor.part("run").click();
        assertThat(visitor.part("sign-kept")).containsText(said);
        visitor.part("sign-other").click();
        assertThat(visitor.part("sign-kept")).containsText(said);
        visitor.signUp();

        visitor.seesJob("SUCCEEDED");
        var jobs = visitor.context().request().get("/api/v1/jobs");
        assertThat(new JsonObject(jobs.text()).getJsonArray("items")).hasSize(1);
    }

    /** Neither the address alone starts a run, nor the wish to run on any other way to the form. */
    @Test
    void nothingElseStartsARun() {
        var visitor = visit().withoutGuests();
        visitor.open("/new");
        visitor.loadExample(VARIANT);
        visitor.part("run").click();
        assertThat(visitor.part("sign-in-form")).isVisible();
        visitor.withAccount();
        visitor.open("/new?run=00000000000000000000000000000000");
        assertThat(visitor.part("run")).isEnabled();
        assertThat(visitor.page()).hasURL(Pattern.compile("/new$"));
        assertThat(visitor.part("check-verdict")).containsText("H3");
        var jobs = visitor.context().request().get("/api/v1/jobs");
        assertThat(new JsonObject(jobs.text()).getJsonArray("items")).isEmpty();
    }

    @Test
    void aFolderOfFilesIsReadAndOutlivesAReload(@TempDir Path folder) throws IOException {
        var visitor = visit().withAccount();
        visitor.open("/new?example=h3n2-variant");
        assertThat(visitor.part("record")).hasCount(2);
        var pair = visitor.part("sequences-text").inputValue();
        var season = Files.createDirectories(folder.resolve("season"));
        Files.writeString(season.resolve("one.fasta"), Strains.fasta(pair, 400));
        try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(season.resolve("two.fa.gz")))) {
            packed.write(pair.getBytes(StandardCharsets.UTF_8));
        }
        Files.writeString(season.resolve("notes.docx"), "not a sequence");
        visitor.choose("mode", "all");

        visitor.part("sequences-text-folder").setInputFiles(season);

        assertThat(visitor.part("attached")).hasCount(2);
        assertThat(visitor.part("sequences")).hasAttribute("aria-busy", "false");
        visitor.page().reload();
        assertThat(visitor.part("attached")).hasCount(2);
        visitor.part("account-link").click();
        visitor.part("sign-out").click();
        assertThat(visitor.part("sign-in-link")).isVisible();
        visitor.open("/new");
        assertThat(visitor.part("run")).isVisible();
        assertThat(visitor.part("attached")).hasCount(0);
    }
}
