package io.driftline.api.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

/** Forms with files, as browsers and scripts write them and as nobody should. */
class MultipartTest {
    private static final String TYPE = "multipart/form-data; boundary=\"x y\"";

    @Test
    void readsFieldsAndFilesAsTheyLie() {
        var body = part("Content-Disposition: form-data; name=\"mode\"", "list")
                + part(
                        "Content-Disposition: form-data; filename=\"a; name=b \\\"c\\\"\"; name=sequences\r\n"
                                + "Content-Type: text/plain",
                        "\r\n>a\r\n--x\r\n")
                + part("content-disposition: form-data; name=\"\u00e9\"", "")
                + "--x y--\r\nanything";

        assertThat(Multipart.read(TYPE, Buffer.buffer(body)))
                .extracting(part -> part.field() + "=" + part.content())
                .containsExactly("mode=list", "sequences=\r\n>a\r\n--x\r\n", "\u00e9=");
        assertThat(Multipart.read(TYPE, Buffer.buffer("before it\r\n" + body))).hasSize(3);
    }

    @Test
    void readsSeveralFilesOfAFieldThatAreNested() {
        var inner = "--in\r\nContent-Disposition: attachment; filename=a\r\n\r\n>a\r\n"
                + "--in\r\nContent-Disposition: attachment; filename=b\r\n\r\n>b\r\n--in--";
        var body = part(
                        "Content-Disposition: form-data; name=\"sequences\"\r\n"
                                + "Content-Type: multipart/mixed; boundary=in",
                        inner)
                + "--x y--";

        assertThat(Multipart.read(TYPE, Buffer.buffer(body)))
                .extracting(part -> part.field() + "=" + part.content())
                .containsExactly("sequences=>a", "sequences=>b");
    }

    @Test
    void refusesWhatIsNoFormOrCutOff() {
        refuses("multipart/form-data", "", ProblemType.MALFORMED_REQUEST);
        refuses(TYPE, "", ProblemType.MALFORMED_REQUEST);
        refuses(TYPE, "--x y\r\n", ProblemType.MALFORMED_REQUEST);
        refuses(TYPE, part("Content-Disposition: form-data; name=a", "b"), ProblemType.MALFORMED_REQUEST);
        refuses(TYPE, part("Content-Disposition: form-data", "b") + "--x y--", ProblemType.MALFORMED_REQUEST);
        refuses(TYPE, part("Nothing", "b") + "--x y--", ProblemType.MALFORMED_REQUEST);
        refuses(TYPE, "--x y\r\nA: " + "b".repeat(10_000), ProblemType.MALFORMED_REQUEST);
        refuses(TYPE, "--x y\r\n" + "A: b\r\n".repeat(1_000), ProblemType.MALFORMED_REQUEST);
    }

    @Test
    void refusesMorePartsThanThereAreFiles() {
        refuses(
                TYPE,
                part("Content-Disposition: form-data; name=a", "b").repeat(3_000) + "--x y--",
                ProblemType.TOO_MANY_ITEMS);
    }

    private static String part(String headers, String content) {
        return "--x y\r\n" + headers + "\r\n\r\n" + content + "\r\n";
    }

    private static void refuses(String type, String body, ProblemType problem) {
        assertThat(catchThrowableOfType(ServiceException.class, () -> Multipart.read(type, Buffer.buffer(body)))
                        .type())
                .isEqualTo(problem);
    }
}
