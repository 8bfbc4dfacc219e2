package io.driftline.accounts;

import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.AccountWords;

/** What signing up and in, and changes of an account, are refused with. */
public final class Refusals {
    private Refusals() {}

    /** Another account has this e-mail. */
    public static ServiceException emailTaken() {
        return ServiceException.of(ProblemType.EMAIL_TAKEN, AccountWords.EMAIL_TAKEN.message());
    }

    /** E-mail and password belong to no account; which of them is wrong stays unsaid. */
    public static ServiceException wrongCredentials() {
        return ServiceException.of(ProblemType.INVALID_CREDENTIALS, AccountWords.CREDENTIALS.message());
    }

    /** Who is signed in gave a password that is not theirs. */
    public static ServiceException wrongPassword() {
        return ServiceException.ofField(
                ProblemType.WRONG_PASSWORD, "/currentPassword", AccountWords.CURRENT_PASSWORD.message());
    }

    /** Who is signed in has none, for they came by a provider. */
    static ServiceException noPassword() {
        return ServiceException.ofField(
                ProblemType.WRONG_PASSWORD, "/currentPassword", AccountWords.NO_PASSWORD.message());
    }

    /** Without this user the installation would have no operator. */
    public static ServiceException soleOperator() {
        return ServiceException.of(ProblemType.SOLE_OPERATOR, AccountWords.SOLE_OPERATOR.message());
    }

    /** Nobody with a password has this id. */
    public static ServiceException unknownUser() {
        return ServiceException.of(ProblemType.USER_NOT_FOUND, AccountWords.USERS_LISTED.message());
    }

    /** Nobody can use this link for a lost password, any more or ever. */
    public static ServiceException passwordLinkGone() {
        return ServiceException.of(ProblemType.PASSWORD_LINK_NOT_FOUND, AccountWords.PASSWORD_LINK_GONE.message());
    }

    /** Nobody may sign up. */
    public static ServiceException registrationClosed() {
        return ServiceException.of(ProblemType.REGISTRATION_CLOSED, AccountWords.REGISTRATION_CLOSED.message());
    }

    /** Only who is invited may sign up. */
    public static ServiceException uninvited() {
        return ServiceException.ofField(
                ProblemType.INVITATION_NEEDED, "/invitation", AccountWords.INVITATION_NEEDED.message());
    }
}
