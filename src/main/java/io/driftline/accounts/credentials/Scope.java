package io.driftline.accounts.credentials;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What a personal token may do of what its owner may; never more than the owner's role allows. */
public enum Scope {
    /** Read jobs and results, and follow their events. */
    JOBS_READ("jobs:read"),
    /** Check sequences; submit, cancel and delete jobs; keep and delete panels. */
    JOBS_WRITE("jobs:write"),
    /** Add, activate, roll back and retire model versions; for operators. */
    MODELS_ADMIN("models:admin"),
    /** Everything but what asks for its owner in person, such as making tokens. */
    ALL("all");

    /** What a token may do whose maker did not say. */
    public static final Set<Scope> USUAL = Set.of(JOBS_READ, JOBS_WRITE);

    private final String label;

    Scope(String label) {
        this.label = label;
    }

    /** The name by which contract and database know it. */
    public String label() {
        return label;
    }

    /** Fails with IllegalArgumentException if there is none of this name. */
    public static Scope of(String label) {
        return Arrays.stream(values())
                .filter(scope -> scope.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no scope " + label));
    }

    /** The names in the order above, so that the same scopes always read the same. */
    public static String join(Collection<Scope> scopes, String separator) {
        return scopes.stream().sorted().map(Scope::label).collect(Collectors.joining(separator));
    }

    /** What {@link #join} wrote with spaces. */
    public static Set<Scope> split(String labels) {
        var scopes = EnumSet.noneOf(Scope.class);
        Arrays.stream(labels.split(" ")).map(Scope::of).forEach(scopes::add);
        return scopes;
    }
}
