package io.driftline.accounts;

import io.driftline.identity.Email;
import io.driftline.identity.Source;
import io.vertx.core.Future;

/** How often signing in and up was tried, counted for all nodes. */
public interface AccountAttempts {
    /** Counts an attempt before its password is looked at; fails with SIGN_IN_THROTTLED, uncounted, while it is paused. */
    Future<Void> signIn(Email email, Source source);

    /** The password was never looked at. */
    Future<Void> undo(Email email, Source source);

    /** The right password was given: this network's earlier errors no longer count, and the account's holder is known there. */
    Future<Void> signedIn(Email email, Source source);

    /** Counts a new account, and that somebody may be asking whether an e-mail is taken. */
    Future<Void> signUp(Source source);

    /** There is an account now, whose holder is known there. */
    Future<Void> signedUp(Email email, Source source);

    /** Counts a letter that is asked for to this address, whether or not it is anybody's; fails with SIGN_IN_THROTTLED. */
    Future<Void> forgotten(Email email, Source source);

    /** Counts a step of signing in by whom an institute knows its people; fails with SIGN_IN_THROTTLED. */
    Future<Void> elsewhere(Source source);

    /** Drops what no longer counts. */
    Future<Void> prune();
}
