package io.driftline.api.results;

import java.util.List;

/**
 * How a table is written as text. A cell that a spreadsheet would take for a formula gets an apostrophe in front: names
 * are users' own text, and others open these files.
 */
enum TableFormat {
    /** RFC 4180, with the byte-order mark by which Excel knows UTF-8. */
    CSV("csv", "text/csv; charset=utf-8", "\uFEFF") {
        @Override
        String cell(String text) {
            return text.matches("(?s).*[\",\r\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
        }

        @Override
        String separator() {
            return ",";
        }
    },
    /** Tabs between cells, and none within; line ends as on Unix. */
    TSV("tsv", "text/tab-separated-values; charset=utf-8", "") {
        @Override
        String cell(String text) {
            return text.replaceAll("[\t\r\n]+", " ");
        }

        @Override
        String separator() {
            return "\t";
        }
    };

    /** A quotation mark begins no formula, but where marks are not written double it would swallow the cells that follow. */
    private static final String SUSPECT_BEGINNINGS = "=+-@\t\r\n\"";

    private final String extension;
    private final String mediaType;
    private final String beginning;

    TableFormat(String extension, String mediaType, String beginning) {
        this.extension = extension;
        this.mediaType = mediaType;
        this.beginning = beginning;
    }

    abstract String cell(String text);

    abstract String separator();

    String extension() {
        return extension;
    }

    String mediaType() {
        return mediaType;
    }

    String beginning() {
        return beginning;
    }

    void line(StringBuilder into, List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            into.append(i == 0 ? "" : separator()).append(cell(harmless(cells.get(i))));
        }
        into.append(this == CSV ? "\r\n" : "\n");
    }

    /** Figures may begin with a minus sign. */
    private static String harmless(String text) {
        boolean suspect = !text.isEmpty() && SUSPECT_BEGINNINGS.indexOf(text.charAt(0)) >= 0;
        return suspect && !text.matches("-[0-9.]+(E-?[0-9]+)?") ? "'" + text : text;
    }
}
