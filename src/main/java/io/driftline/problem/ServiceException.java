package io.driftline.problem;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A foreseen refusal: what kind, what exactly, and what would be right. Never carries a stack trace. */
public final class ServiceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final String detail;
    private final transient List<InputFault> errors;
    private final @Nullable Duration retryAfter;

    private ServiceException(ProblemType type, String detail, List<InputFault> errors, @Nullable Duration retryAfter) {
        super(type.urn() + ": " + detail, null, false, false);
        this.type = type;
        this.detail = detail;
        this.errors = List.copyOf(errors);
        this.retryAfter = retryAfter;
    }

    public static ServiceException of(ProblemType type, String detail) {
        return new ServiceException(type, detail, List.of(), null);
    }

    public static ServiceException of(ProblemType type, String detail, List<InputFault> errors) {
        return new ServiceException(type, detail, errors, null);
    }

    public static ServiceException retryLater(ProblemType type, String detail, Duration retryAfter) {
        return new ServiceException(type, detail, List.of(), retryAfter);
    }

    public ProblemType type() {
        return type;
    }

    public String detail() {
        return detail;
    }

    public List<InputFault> errors() {
        return errors;
    }

    /** When the same request may succeed, if waiting helps. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
