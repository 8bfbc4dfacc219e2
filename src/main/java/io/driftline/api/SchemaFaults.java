package io.driftline.api;

import io.driftline.domain.InputFault;
import io.driftline.domain.ProblemType;
import io.driftline.domain.ServiceException;
import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.validation.SchemaValidationException;
import java.util.ArrayList;
import java.util.List;

/** Turns what the schema validator found into fields and sentences. */
final class SchemaFaults {
    private SchemaFaults() {}

    static ServiceException explain(SchemaValidationException invalid) {
        var faults = new ArrayList<InputFault>();
        List<OutputUnit> errors = invalid.getOutputUnit().getErrors();
        if (errors != null) {
            for (var unit : errors) {
                faults.add(InputFault.ofField(unit.getInstanceLocation().replaceFirst("^#", ""), unit.getError()));
            }
        }
        return ServiceException.of(ProblemType.INVALID_FIELD, "bad", faults);
    }
}
