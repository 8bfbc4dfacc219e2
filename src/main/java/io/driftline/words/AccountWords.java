package io.driftline.words;

import java.util.List;

/** Accounts, sessions, tokens, and who may do what. */
@SuppressWarnings("ImmutableEnumChecker") // made by List.of
public enum AccountWords implements Words {
    NAME_FORM,
    EMAIL_FORM,
    CURRENT_PASSWORD,
    CREDENTIALS,
    WAIT("seconds"),
    BUSY,
    PASSWORD_SHORT("least"),
    PASSWORD_LONG("most"),
    PASSWORD_CHARACTERS,
    PASSWORD_REPEATS,
    PASSWORD_RUNS,
    PASSWORD_COMMON,
    PASSWORD_OWN,
    EMAIL_TAKEN,
    REGISTRATION_CLOSED,
    INVITATION_NEEDED,
    INVITATIONS_OPEN("most"),
    INVITATION_GONE,
    PASSWORD_LINK_GONE,
    SOLE_OPERATOR,
    STILL_SUBMITTING,
    RENEW_SESSION,
    SIGN_IN_AGAIN,
    REFRESH_REUSED,
    SESSION_NOT_FOUND,
    SESSION_ENDED,
    TOKENS_MOST("most"),
    TOKEN_EXPIRED,
    TOKEN_NOT_FOUND,
    TOKEN_INVALID,
    NO_REFRESH_COOKIE,
    NOTHING_TO_END,
    SCOPE_MISSING("scopes"),
    PASSWORD_ONLY,
    OPERATORS_ONLY,
    SEND_TOKEN,
    SIGN_IN_OR_TOKEN,
    ORIGIN("own"),
    USERS_LISTED,
    GUESTS_NOT_ADMITTED,
    GUESTS_MOST("seconds"),
    GUEST_JOBS("seconds"),
    GUEST_OPEN,
    GUEST_SIZE("records", "pairs"),
    ACCOUNT_ONLY,
    NO_PASSWORD,
    NO_PROVIDER,
    PROVIDER_AWAY("provider"),
    PROVIDER_REFUSED("provider"),
    NOT_NAMED,
    ATTEMPT_LOST,
    EMAIL_UNVERIFIED("provider"),
    ACCOUNT_UNCONNECTED,
    IDENTITY_TAKEN;

    private final List<String> parameters;

    AccountWords(String... parameters) {
        this.parameters = List.of(parameters);
    }

    @Override
    public String room() {
        return "account";
    }

    @Override
    public List<String> parameters() {
        return parameters;
    }
}
