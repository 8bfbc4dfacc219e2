package io.driftline.accounts.institute;

import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.AccountWords;
import java.time.Duration;

/** What signing in by a provider is refused with. */
public final class InstituteRefusals {
    private static final Duration SOON = Duration.ofSeconds(30);

    private InstituteRefusals() {}

    static ServiceException away(String provider) {
        return ServiceException.retryLater(
                ProblemType.PROVIDER_AWAY, AccountWords.PROVIDER_AWAY.message(provider), SOON);
    }

    static ServiceException refused(String provider) {
        return ServiceException.of(ProblemType.PROVIDER_REFUSED, AccountWords.PROVIDER_REFUSED.message(provider));
    }

    /** This browser did not set out to sign in, or too long ago. */
    static ServiceException lost() {
        return ServiceException.of(ProblemType.ATTEMPT_LOST, AccountWords.ATTEMPT_LOST.message());
    }

    /** The request has not come through a trusted proxy that says who asks. */
    static ServiceException notNamed() {
        return ServiceException.of(ProblemType.NOT_NAMED, AccountWords.NOT_NAMED.message());
    }

    static ServiceException unverified(String provider) {
        return ServiceException.of(ProblemType.EMAIL_UNVERIFIED, AccountWords.EMAIL_UNVERIFIED.message(provider));
    }

    /** No provider is set up. */
    static ServiceException none() {
        return ServiceException.of(ProblemType.NO_SUCH_PAGE, AccountWords.NO_PROVIDER.message());
    }

    /** An account with a password has the e-mail: only who knows that may connect it. */
    public static ServiceException unconnected() {
        return ServiceException.of(ProblemType.EMAIL_TAKEN, AccountWords.ACCOUNT_UNCONNECTED.message());
    }

    /** Another user signs in as this person. */
    public static ServiceException taken() {
        return ServiceException.of(ProblemType.IDENTITY_TAKEN, AccountWords.IDENTITY_TAKEN.message());
    }
}
