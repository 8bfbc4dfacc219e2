package io.driftline.config;

import io.driftline.config.Config.Registration;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Signing in by a provider of OpenID Connect.
 *
 * @param issuer its address, below which {@code /.well-known/openid-configuration} lies
 * @param clientId as which this installation is known there
 * @param clientSecret none for a public client, which PKCE alone protects
 * @param name what the page calls the provider
 * @param registration who may come in for the first time; as all others where it is not said
 * @param roleClaim the claim, or a path of them with dots, that says who is an operator
 * @param operatorValue what the claim is, or holds, of operators
 * @param ca PEM file of who signs the provider's certificate
 */
public record OpenId(
        String issuer,
        String clientId,
        @Nullable Secret clientSecret,
        String name,
        @Nullable Registration registration,
        @Nullable String roleClaim,
        @Nullable String operatorValue,
        @Nullable Path ca) {
    private static final String HERE = "http://(localhost|127\\.0\\.0\\.1)(:\\d+)?(/[^?#\\s]*)?";
    private static final int LONGEST_NAME = 40;

    public OpenId {
        if (issuer.length() > 255 || !issuer.matches("https://[^/?#@\\s]+(/[^?#\\s]*)?|" + HERE)) {
            throw Check.refusal(
                    "accounts.openid.issuer",
                    issuer,
                    "the provider's address, such as https://login.example.org/realms/lab, below which"
                            + " /.well-known/openid-configuration lies");
        }
        Check.filled("accounts.openid.clientId", clientId, "as which the provider knows this installation");
        Check.filled("accounts.openid.name", name, "what the page calls the provider, such as Example University");
        if (name.length() > LONGEST_NAME) {
            throw Check.refusal("accounts.openid.name", name, "of at most " + LONGEST_NAME + " characters");
        }
        if ((roleClaim == null) != (operatorValue == null)) {
            throw Check.refusal(
                    roleClaim == null ? "accounts.openid.roleClaim" : "accounts.openid.operatorValue",
                    "",
                    "given together with the other of roleClaim and operatorValue, or neither");
        }
    }
}
