package io.driftline.accounts.institute;

import io.driftline.accounts.AccountAttempts;
import io.driftline.accounts.passwords.ProvenUser;
import io.driftline.config.Config;
import io.driftline.config.OpenId;
import io.driftline.identity.Source;
import io.driftline.identity.User;
import io.driftline.identity.UserId;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Signing in by a provider of OpenID Connect instead of a password. */
public final class OpenIdSignIn {
    private final Optional<OpenIdProvider> provider;
    private final Config.@Nullable Registration registration;
    private final Admission admission;
    private final AccountAttempts tries;

    /** @param provider none where the settings have none */
    public OpenIdSignIn(
            Optional<OpenIdProvider> provider, @Nullable OpenId settings, Admission admission, AccountAttempts tries) {
        this.provider = provider;
        registration = settings == null ? null : settings.registration();
        this.admission = admission;
        this.tries = tries;
    }

    /** Where the browser goes; fails with NO_SUCH_PAGE, SIGN_IN_THROTTLED or PROVIDER_AWAY. */
    public Future<String> address(Attempt attempt, Source source) {
        return provider.map(known -> tries.elsewhere(source).compose(counted -> known.address(attempt)))
                .orElseGet(() -> Future.failedFuture(InstituteRefusals.none()));
    }

    /**
     * The user whom the provider's answer proves.
     *
     * <p>Fails with ATTEMPT_LOST, SIGN_IN_THROTTLED, PROVIDER_AWAY, PROVIDER_REFUSED, and as {@link Admission#admit}.
     *
     * @param invitation its code, or nothing
     * @param guest who has been trying the service in this browser, and becomes that user if they are new
     */
    public Future<ProvenUser> signIn(ProviderAnswer answer, String invitation, Optional<UserId> guest, Source source) {
        var name = provider.map(OpenIdProvider::name).orElse("");
        return person(answer, source).compose(person -> admission.admit(person, registration, invitation, guest, name));
    }

    /** Lets a user who is signed in sign in by the provider too; fails as {@link #signIn}, or with IDENTITY_TAKEN. */
    public Future<Void> connect(ProviderAnswer answer, User user, Source source) {
        return person(answer, source).compose(person -> admission.connect(person, user));
    }

    private Future<Person> person(ProviderAnswer answer, Source source) {
        if (provider.isEmpty()) {
            return Future.failedFuture(InstituteRefusals.none());
        }
        var attempt = answer.attempt().filter(own -> own.began(answer.state()));
        if (attempt.isEmpty() || !provider.get().isFrom(answer.issuer())) {
            return Future.failedFuture(InstituteRefusals.lost());
        }
        return tries.elsewhere(source).compose(counted -> provider.get().person(attempt.get(), answer.code()));
    }
}
