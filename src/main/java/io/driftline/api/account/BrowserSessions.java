package io.driftline.api.account;

import io.driftline.accounts.GuestManager;
import io.driftline.accounts.credentials.SessionManager;
import io.driftline.api.answer.SecurityTrail;
import io.driftline.api.caller.Cookies;
import io.driftline.identity.CredentialId;
import io.driftline.identity.Role;
import io.driftline.identity.User;
import io.driftline.identity.UserId;
import io.driftline.problem.ServiceException;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Who a browser was before it signs in or out. */
final class BrowserSessions {
    private final GuestManager guests;
    private final SessionManager sessions;
    private final Cookies cookies;

    BrowserSessions(GuestManager guests, SessionManager sessions, Cookies cookies) {
        this.guests = guests;
        this.sessions = sessions;
        this.cookies = cookies;
    }

    /** Ends the browser's session, and with a guest's the guest, whom nobody can be any more. */
    Future<Void> leave(RoutingContext ctx) {
        return guest(ctx).compose(guest -> endOfCookies(ctx)
                .compose(ended -> guest.map(guests::end).orElseGet(Future::succeededFuture)));
    }

    /** Who tries the service in this browser without an account. */
    Future<Optional<UserId>> guest(RoutingContext ctx) {
        return cookies.refresh(ctx)
                .map(token -> sessions.holder(token).map(found -> found.filter(user -> user.role() == Role.GUEST)
                        .map(User::id)))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()));
    }

    static void note(RoutingContext ctx, User user, CredentialId session) {
        SecurityTrail.note(ctx, "user", user.id().value());
        SecurityTrail.note(ctx, "session", session.value());
    }

    private Future<Void> endOfCookies(RoutingContext ctx) {
        var byAccess = cookies.access(ctx)
                .map(token -> sessions.verify(token)
                        .onSuccess(signedIn -> note(ctx, signedIn.user(), signedIn.session()))
                        .compose(signedIn -> sessions.end(signedIn.session()))
                        .recover(BrowserSessions::nothingToEnd))
                .orElseGet(Future::succeededFuture);
        return byAccess.compose(done -> cookies.refresh(ctx).map(sessions::end).orElseGet(Future::succeededFuture));
    }

    private static Future<Void> nothingToEnd(Throwable failure) {
        return failure instanceof ServiceException ? Future.succeededFuture() : Future.failedFuture(failure);
    }
}
