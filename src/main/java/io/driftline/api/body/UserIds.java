package io.driftline.api.body;

import io.driftline.identity.Ids;
import io.driftline.identity.UserId;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.AccountWords;
import io.vertx.ext.web.RoutingContext;

/** Ids of users as operators name them. */
public final class UserIds {
    private UserIds() {}

    /** The user that the path names; throws USER_NOT_FOUND if it cannot be anybody's. */
    public static UserId inPath(RoutingContext ctx) {
        return of(Requests.path(ctx, "userId"));
    }

    public static UserId of(String id) {
        if (!Ids.isId(id)) {
            throw unknown();
        }
        return new UserId(id);
    }

    /** Nobody has this id. */
    public static ServiceException unknown() {
        return ServiceException.of(ProblemType.USER_NOT_FOUND, AccountWords.USERS_LISTED.message());
    }
}
