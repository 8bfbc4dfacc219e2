package io.driftline.input.bytes;

import io.driftline.sequences.FaultKind;
import io.driftline.sequences.RecordFault;

/** Why nothing can be read of a file. */
public final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient RecordFault fault;

    private final Format format;

    Unreadable(FaultKind kind, String detail) {
        this(kind, detail, Format.TEXT);
    }

    private Unreadable(FaultKind kind, String detail, Format format) {
        super(detail, null, false, false);
        fault = RecordFault.of(kind, null, detail);
        this.format = format;
    }

    public static Unreadable format(Format format) {
        return new Unreadable(FaultKind.FORMAT, format.refusal(), format);
    }

    public Format format() {
        return format;
    }

    public RecordFault fault() {
        return fault;
    }
}
