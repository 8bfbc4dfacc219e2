package io.driftline.api.server;

import io.driftline.problem.InputFault;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.Message;
import io.driftline.words.RequestWords;
import io.vertx.json.schema.OutputUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns what the schema validator found into fields and sentences. */
final class SchemaFaults {
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

    /** Say only that something within is wrong. */
    private static final Set<String> WRAPPERS = Set.of("properties", "$ref", "items", "allOf");

    private final List<OutputUnit> units;
    private final Set<String> knownFields;

    private SchemaFaults(List<OutputUnit> units) {
        this.units = units;
        knownFields = units.stream()
                .filter(unit -> keyword(unit).equals("properties"))
                .map(OutputUnit::getInstanceLocation)
                .collect(Collectors.toSet());
    }

    /** Of a body: UNKNOWN_FIELD if there is one, else INVALID_FIELD. */
    static ServiceException explain(OutputUnit invalid) {
        @Nullable List<OutputUnit> units = invalid.getErrors();
        var faults = new SchemaFaults(units == null ? List.of() : units);
        var unknown = faults.unknown();
        return unknown.isEmpty()
                ? refuse(ProblemType.INVALID_FIELD, faults.invalid())
                : refuse(ProblemType.UNKNOWN_FIELD, unknown);
    }

    private static ServiceException refuse(ProblemType type, List<InputFault> faults) {
        var said = faults.stream().map(InputFault::said).distinct().limit(3).toList();
        return ServiceException.of(
                type, said.isEmpty() ? RequestWords.BODY_FORM.message() : RequestWords.SEVERAL.message(said), faults);
    }

    private List<InputFault> unknown() {
        return units.stream()
                .filter(this::isUnknownField)
                .map(unit -> InputFault.ofField(pointer(unit), RequestWords.FIELD_UNKNOWN.message(pointer(unit))))
                .toList();
    }

    private List<InputFault> invalid() {
        var faults = new ArrayList<InputFault>();
        for (var unit : units) {
            if (!WRAPPERS.contains(keyword(unit))
                    && !keyword(unit).equals("additionalProperties")
                    && !isAlternative(unit)) {
                faults.add(fault(unit));
            }
        }
        return faults;
    }

    /** The validator also calls those fields additional that are known and wrong. */
    private boolean isUnknownField(OutputUnit unit) {
        return keyword(unit).equals("additionalProperties") && !knownFields.contains(unit.getInstanceLocation());
    }

    /** What is wrong with each of several forms says less than that none of them fits. */
    private static boolean isAlternative(OutputUnit unit) {
        return unit.getKeywordLocation().contains("/oneOf/")
                || unit.getKeywordLocation().contains("/anyOf/");
    }

    private static InputFault fault(OutputUnit unit) {
        if (keyword(unit).equals("required")) {
            var name = QUOTED.matcher(unit.getError());
            var field = pointer(unit) + "/" + (name.find() ? name.group(1) : "");
            return InputFault.ofField(field, RequestWords.FIELD_MISSING.message(field));
        }
        return InputFault.ofField(pointer(unit), said(unit, pointer(unit)));
    }

    private static Message said(OutputUnit unit, String field) {
        boolean whole = field.isEmpty();
        return switch (keyword(unit)) {
            case "oneOf", "anyOf" ->
                whole ? RequestWords.BODY_NO_FORM.message() : RequestWords.FIELD_NO_FORM.message(field);
            case "pattern" -> whole ? RequestWords.BODY_FORM.message() : RequestWords.FIELD_FORM.message(field);
            default ->
                whole
                        ? RequestWords.BODY_INVALID.message(sentence(unit))
                        : RequestWords.FIELD_INVALID.message(field, sentence(unit));
        };
    }

    /** As the validator has it. */
    private static String sentence(OutputUnit unit) {
        return unit.getError().replaceFirst("^Instance type (\\w+) is invalid\\. Expected", "$1 given, expected") + ".";
    }

    private static String pointer(OutputUnit unit) {
        return unit.getInstanceLocation().replaceFirst("^#", "");
    }

    private static String keyword(OutputUnit unit) {
        var location = unit.getKeywordLocation();
        return location.substring(location.lastIndexOf('/') + 1);
    }
}
