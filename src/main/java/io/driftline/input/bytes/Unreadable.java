package io.driftline.input.bytes;

import io.driftline.sequences.FaultKind;
import io.driftline.sequences.RecordFault;
import io.driftline.words.Message;

/** Why nothing can be read of a file. */
public final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient RecordFault fault;

    private final Format format;

    Unreadable(FaultKind kind, Message said) {
        this(kind, said, Format.TEXT);
    }

    private Unreadable(FaultKind kind, Message said, Format format) {
        super(null, null, false, false);
        fault = RecordFault.of(kind, null, said);
        this.format = format;
    }

    public static Unreadable format(Format format) {
        return new Unreadable(FaultKind.FORMAT, format.refusal(), format);
    }

    @Override
    public String getMessage() {
        return fault.detail();
    }

    public Format format() {
        return format;
    }

    public RecordFault fault() {
        return fault;
    }
}
