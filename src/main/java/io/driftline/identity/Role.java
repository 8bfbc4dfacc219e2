package io.driftline.identity;

/** What a user may do; the first account of an installation is its operator. */
public enum Role {
    USER,
    OPERATOR,
    /** Has no account: may run a little for a while. */
    GUEST
}
