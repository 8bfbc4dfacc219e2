package io.driftline.problem;

import io.driftline.words.Message;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A foreseen refusal: what kind, what exactly, and what would be right. Never carries a stack trace. */
public final class ServiceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final transient Message said;
    private final transient List<InputFault> errors;
    private final @Nullable Duration retryAfter;

    private ServiceException(ProblemType type, Message said, List<InputFault> errors, @Nullable Duration retryAfter) {
        super(null, null, false, false);
        this.type = type;
        this.said = said;
        this.errors = List.copyOf(errors);
        this.retryAfter = retryAfter;
    }

    public static ServiceException of(ProblemType type, Message said) {
        return new ServiceException(type, said, List.of(), null);
    }

    public static ServiceException of(ProblemType type, Message said, List<InputFault> errors) {
        return new ServiceException(type, said, errors, null);
    }

    /** Of one field. */
    public static ServiceException ofField(ProblemType type, String pointer, Message said) {
        return new ServiceException(type, said, List.of(InputFault.ofField(pointer, said)), null);
    }

    public static ServiceException retryLater(ProblemType type, Message said, Duration retryAfter) {
        return new ServiceException(type, said, List.of(), retryAfter);
    }

    public ProblemType type() {
        return type;
    }

    /** What exactly is refused, and what would be right. */
    public Message said() {
        return said;
    }

    /** The same in English. */
    public String detail() {
        return said.english();
    }

    @Override
    public String getMessage() {
        return type.urn() + ": " + detail();
    }

    public List<InputFault> errors() {
        return errors;
    }

    /** When the same request may succeed, if waiting helps. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
