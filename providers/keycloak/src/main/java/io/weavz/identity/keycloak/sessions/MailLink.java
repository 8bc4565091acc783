package io.weavz.identity.keycloak.sessions;

import io.weavz.identity.keycloak.journey.MintedToken;
import java.time.Duration;
import java.util.Optional;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.representations.JsonWebToken;

/**
 * The token in the link of a mail: signed by the realm, good for an hour and for one thing. It names what it changes as
 * it is now, so that it is worth nothing once that has changed; and each is taken once.
 */
final class MailLink {

    enum Purpose {
        RESET_PASSWORD("weavz-reset-password"),
        VERIFY_EMAIL("weavz-verify-email");

        private final String type;

        Purpose(String type) {
            this.type = type;
        }
    }

    /** What a token was found to be. */
    sealed interface Reading {

        record Good(UserModel user, JsonWebToken token) implements Reading {}

        record Expired() implements Reading {}

        record Invalid() implements Reading {}
    }

    static final Duration LIFE = Duration.ofHours(1);

    private static final String STATE = "weavz_state";
    private static final String USED = "weavz.link.";

    private final AuthCall call;
    private final Purpose purpose;

    MailLink(AuthCall call, Purpose purpose) {
        this.call = call;
        this.purpose = purpose;
    }

    String mint(UserModel user) {
        JsonWebToken token = new JsonWebToken()
                .id(java.util.UUID.randomUUID().toString())
                .type(purpose.type)
                .issuer(MintedToken.issuer(call.keycloak()))
                .subject(user.getId())
                .iat(call.journey().now().getEpochSecond())
                .exp(call.journey().now().plus(LIFE).getEpochSecond());
        token.setOtherClaims(STATE, state(user));
        return call.keycloak().tokens().encode(token);
    }

    Reading read(String text) {
        JsonWebToken token = call.keycloak().tokens().decode(text, JsonWebToken.class);
        if (token == null
                || !purpose.type.equals(token.getType())
                || !MintedToken.issuer(call.keycloak()).equals(token.getIssuer())) {
            return new Reading.Invalid();
        }
        UserModel user = call.keycloak().users().getUserById(call.realm(), token.getSubject());
        if (user == null
                || !user.isEnabled()
                || !state(user).equals(token.getOtherClaims().get(STATE))
                || call.keycloak().singleUseObjects().contains(USED + token.getId())) {
            return new Reading.Invalid();
        }
        return call.journey().now().getEpochSecond() < token.getExp()
                ? new Reading.Good(user, token)
                : new Reading.Expired();
    }

    /** Says that the token has been used, to one caller only. */
    boolean take(JsonWebToken token) {
        return call.keycloak().singleUseObjects().putIfAbsent(USED + token.getId(), LIFE.toSeconds());
    }

    private String state(UserModel user) {
        return switch (purpose) {
            case RESET_PASSWORD -> user.getEmail() + " " + passwordSince(user).orElse(0L);
            case VERIFY_EMAIL -> String.valueOf(user.getEmail());
        };
    }

    private static Optional<Long> passwordSince(UserModel user) {
        return user.credentialManager()
                .getStoredCredentialsByTypeStream(PasswordCredentialModel.TYPE)
                .map(credential ->
                        Optional.ofNullable(credential.getCreatedDate()).orElse(0L))
                .findFirst();
    }
}
