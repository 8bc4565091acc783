package io.weavz.identity.keycloak.sessions;

import static io.weavz.identity.keycloak.sessions.AuthAnswer.object;

import io.weavz.identity.keycloak.http.AuthError;
import io.weavz.identity.keycloak.http.AuthProblem;
import io.weavz.identity.keycloak.http.JsonBody;
import io.weavz.identity.keycloak.mail.Mailer;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.keycloak.events.EventType;
import org.keycloak.models.UserModel;

/** What goes by mail: a forgotten password, and the proof that an address is one's own. */
final class MailRoutes {

    private static final String ASKED = "If this email exists in our system, check your email for the reset link";

    private final AuthCall call;
    private final Accounts accounts;

    MailRoutes(AuthCall call) {
        this.call = call;
        this.accounts = new Accounts(call);
    }

    /** {@code {email, redirectTo?}}: the same answer whoever has the address, in the same time. */
    Response requestReset(JsonBody body) {
        if (!call.realm().isResetPasswordAllowed()) {
            throw AuthProblem.of(AuthError.RESET_PASSWORD_DISABLED);
        }
        String email = Accounts.email(body, "email");
        Optional<String> redirect = call.origins().callback(body, "redirectTo", AuthError.INVALID_REDIRECT_URL);
        accounts.find(email).filter(UserModel::isEnabled).ifPresent(user -> {
            String link = call.address() + "/reset-password/"
                    + new MailLink(call, MailLink.Purpose.RESET_PASSWORD).mint(user) + "?callbackURL="
                    + encoded(redirect.orElse("/"));
            Mailer.of(call.keycloak()).passwordReset(user, link, MailLink.LIFE);
            accounts.event(EventType.SEND_RESET_PASSWORD, user).success();
        });
        return AuthAnswer.json(call, object("status", true, "message", ASKED));
    }

    /** The link of the mail: on to the page that asks for the new password. */
    Response openReset(String token, String callback) {
        if (callback == null) {
            throw AuthProblem.field("query.callbackURL", "Invalid input");
        }
        String address = call.origins().checked(callback, AuthError.INVALID_CALLBACK_URL);
        boolean good = new MailLink(call, MailLink.Purpose.RESET_PASSWORD).read(token) instanceof MailLink.Reading.Good;
        return AuthAnswer.redirect(
                call,
                good
                        ? CallbackRoute.withQuery(address, "token", token)
                        : CallbackRoute.withQuery(address, "error", "INVALID_TOKEN"));
    }

    /** {@code {newPassword, token}}: the token is good once; every session of the person ends. */
    Response reset(JsonBody body, String tokenOfQuery) {
        String password = Passwords.read(body, "newPassword");
        String token = body.optionalText("token", 2048)
                .or(() -> Optional.ofNullable(tokenOfQuery))
                .orElseThrow(() -> AuthProblem.of(AuthError.INVALID_TOKEN));
        MailLink links = new MailLink(call, MailLink.Purpose.RESET_PASSWORD);
        if (links.read(token) instanceof MailLink.Reading.Good good) {
            // A password that is refused does not use the token up.
            new Passwords(call).checkPolicy(good.user(), password);
            if (links.take(good.token())) {
                new Passwords(call).set(good.user(), password, "");
                return AuthAnswer.json(call, object("status", true));
            }
        }
        throw AuthProblem.of(AuthError.INVALID_TOKEN);
    }

    /** {@code {email, callbackURL?}}; without a session the answer tells nothing. */
    Response requestVerification(JsonBody body) {
        String email = Accounts.email(body, "email");
        Optional<String> callback = call.origins().callback(body, "callbackURL", AuthError.INVALID_CALLBACK_URL);
        Optional<SignedIn> who = call.current();
        if (who.isPresent()) {
            if (!email.equals(who.get().user().getEmail())) {
                throw AuthProblem.of(AuthError.EMAIL_MISMATCH);
            }
            if (who.get().user().isEmailVerified()) {
                throw AuthProblem.of(AuthError.EMAIL_ALREADY_VERIFIED);
            }
        }
        accounts.find(email)
                .filter(user -> user.isEnabled() && !user.isEmailVerified())
                .ifPresent(user -> sendVerification(user, callback));
        return AuthAnswer.json(call, object("status", true));
    }

    void sendVerification(UserModel user, Optional<String> callback) {
        String link = call.address() + "/verify-email?token="
                + new MailLink(call, MailLink.Purpose.VERIFY_EMAIL).mint(user)
                + callback.map(address -> "&callbackURL=" + encoded(address)).orElse("");
        Mailer.of(call.keycloak()).verification(user, link, MailLink.LIFE);
        accounts.event(EventType.SEND_VERIFY_EMAIL, user).success();
    }

    /** The link of the mail. */
    Response verify(String token, String callback) {
        Optional<String> address = Optional.ofNullable(callback)
                .map(given -> call.origins().checked(given, AuthError.INVALID_CALLBACK_URL));
        MailLink.Reading reading = new MailLink(call, MailLink.Purpose.VERIFY_EMAIL)
                .read(Optional.ofNullable(token).orElse(""));
        if (reading instanceof MailLink.Reading.Good good) {
            good.user().setEmailVerified(true);
            accounts.event(EventType.VERIFY_EMAIL, good.user()).success();
            return address.map(to -> AuthAnswer.redirect(call, to))
                    .orElseGet(() -> AuthAnswer.json(call, object("status", true, "user", null)));
        }
        AuthError error =
                reading instanceof MailLink.Reading.Expired ? AuthError.TOKEN_EXPIRED : AuthError.INVALID_LINK;
        if (address.isPresent()) {
            return AuthAnswer.redirect(call, CallbackRoute.withQuery(address.get(), "error", error.code()));
        }
        throw AuthProblem.of(error);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
