package io.driftline.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Tables in Markdown: each measure's median of the runs, the runs themselves, and its target if it has one. */
public final class Report {
    private final StringBuilder text = new StringBuilder();

    public void line(String line) {
        text.append(line).append('\n');
    }

    void section(String title) {
        line("");
        line("## " + title);
        line("");
    }

    void head() {
        line("| measure | median | runs | target | |");
        line("| --- | ---: | --- | --- | --- |");
    }

    void row(String measure, String unit, List<Double> runs) {
        row(measure, unit, runs, "", "");
    }

    void atMost(String measure, String unit, List<Double> runs, double target) {
        row(measure, unit, runs, "≤ " + number(target) + " " + unit, median(runs) <= target ? "met" : "**missed**");
    }

    void atLeast(String measure, String unit, List<Double> runs, double target) {
        row(measure, unit, runs, "≥ " + number(target) + " " + unit, median(runs) >= target ? "met" : "**missed**");
    }

    /** The worst run counts. */
    void none(String measure, List<Double> runs) {
        boolean met = runs.stream().allMatch(value -> value == 0);
        row(measure, "", runs, "0", met ? "met" : "**missed**");
    }

    private void row(String measure, String unit, List<Double> runs, String target, String verdict) {
        String each = runs.stream().map(Report::number).collect(Collectors.joining(", "));
        line("| " + measure + " | " + (number(median(runs)) + " " + unit).strip() + " | " + each + " | " + target
                + " | " + verdict + " |");
    }

    public static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        sorted.sort(null);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    public static String number(double value) {
        if (value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.2f" : "%.1f", value);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
