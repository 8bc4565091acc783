package io.weavz.identity.keycloak.sessions;

import static io.weavz.identity.keycloak.sessions.AuthAnswer.object;

import io.weavz.identity.keycloak.http.AuthError;
import io.weavz.identity.keycloak.http.AuthProblem;
import io.weavz.identity.keycloak.http.AuthProblemMapper;
import io.weavz.identity.keycloak.http.JsonBody;
import io.weavz.identity.keycloak.journey.PersonName;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.keycloak.models.UserModel;

/** How a person comes in: by a new account, by e-mail and password, by a provider (contract, better-auth 1.6). */
final class SignInRoutes {

    private final AuthCall call;
    private final Accounts accounts;
    private final Passwords passwords;

    SignInRoutes(AuthCall call) {
        this.call = call;
        this.accounts = new Accounts(call);
        this.passwords = new Passwords(call);
    }

    Response signUp(JsonBody body) {
        if (!call.realm().isRegistrationAllowed()) {
            throw AuthProblem.of(AuthError.EMAIL_PASSWORD_SIGN_UP_DISABLED);
        }
        String name = body.text("name", 255);
        String email = Accounts.email(body, "email");
        String password = Passwords.read(body, "password");
        Optional<String> image = Accounts.picture(body, "image");
        boolean rememberMe = body.bool("rememberMe").orElse(true);
        Optional<String> callback = call.origins().callback(body, "callbackURL", AuthError.INVALID_CALLBACK_URL);
        passwords.checkPolicy(email, password);
        boolean taken = accounts.isTaken(name, email);
        if (call.realm().isVerifyEmail()) {
            return taken ? asIfMade(name, email, image) : madeUnverified(name, email, password, image, callback);
        }
        if (taken) {
            throw AuthProblem.of(AuthError.USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL);
        }
        accounts.create(name, email, password, image);
        return signIn(email, password, rememberMe, Optional.empty(), true);
    }

    private Response madeUnverified(
            String name, String email, String password, Optional<String> image, Optional<String> callback) {
        UserModel user = accounts.create(name, email, password, image);
        new MailRoutes(call).sendVerification(user, callback);
        return AuthAnswer.json(call, object("token", null, "user", AuthUser.of(user)));
    }

    /** Who has an account must not show: the answer and its time are those of a new one. */
    private Response asIfMade(String name, String email, Optional<String> image) {
        passwords.hashNothing();
        Instant now = call.journey().now();
        AuthUser nobody = new AuthUser(
                UUID.randomUUID().toString(), PersonName.parse(name).text(), email, false, image, now, now);
        return AuthAnswer.json(call, object("token", null, "user", nobody));
    }

    Response signIn(JsonBody body) {
        String email = body.text("email", 320).toLowerCase(Locale.ROOT);
        String password = body.rawText("password");
        boolean rememberMe = body.bool("rememberMe").orElse(true);
        Optional<String> callback = call.origins().callback(body, "callbackURL", AuthError.INVALID_CALLBACK_URL);
        if (!email.contains("@")) {
            throw AuthProblem.of(AuthError.INVALID_EMAIL);
        }
        return signIn(email, password, rememberMe, callback, false);
    }

    private Response signIn(
            String email, String password, boolean rememberMe, Optional<String> callback, boolean signedUp) {
        SignIn.Outcome outcome = new SignIn(call)
                .withPassword(
                        email,
                        password,
                        rememberMe,
                        () -> new Returns(call)
                                .keep(Returns.Target.to(
                                        SignIn.PROVIDER,
                                        callback,
                                        call.journey().now())));
        if (outcome instanceof SignIn.Outcome.Done done) {
            return signedIn(done, callback, signedUp);
        }
        if (outcome instanceof SignIn.Outcome.GoesOn goesOn) {
            return AuthAnswer.ok(call)
                    .state(goesOn.state())
                    .location(goesOn.page().toString())
                    .body(object(
                            "redirect",
                            true,
                            "token",
                            null,
                            "url",
                            goesOn.page().toString(),
                            "user",
                            null));
        }
        // No exception here: the failure that was counted and its event stay.
        AuthError error = outcome instanceof SignIn.Outcome.EmailNotVerified
                ? AuthError.EMAIL_NOT_VERIFIED
                : AuthError.INVALID_EMAIL_OR_PASSWORD;
        return AuthProblemMapper.response(error, error.text());
    }

    private Response signedIn(SignIn.Outcome.Done done, Optional<String> callback, boolean signedUp) {
        AuthAnswer answer = AuthAnswer.ok(call).signedIn(done.session());
        AuthUser user = AuthUser.of(done.session().getUser());
        String token = done.session().getId();
        if (signedUp) {
            return answer.body(object("token", token, "user", user));
        }
        callback.ifPresent(answer::location);
        return answer.body(
                callback.isPresent()
                        ? object("redirect", true, "token", token, "url", callback.get(), "user", user)
                        : object("redirect", false, "token", token, "user", user));
    }

    Response signInSocial(JsonBody body) {
        if (body.has("idToken")) {
            throw AuthProblem.of(AuthError.ID_TOKEN_NOT_SUPPORTED);
        }
        SocialLogin social = new SocialLogin(call);
        String alias = social.provider(body.text("provider", 64)).getAlias();
        return sendAway(
                body,
                alias,
                Optional.empty(),
                state -> social.signIn(alias, state).toString());
    }

    Response linkSocial(JsonBody body, SignedIn who) {
        SocialLogin social = new SocialLogin(call);
        String alias = social.provider(body.text("provider", 64)).getAlias();
        return sendAway(
                body,
                alias,
                Optional.of(who.session().getId()),
                state -> social.link(who.session(), alias, state).toString());
    }

    private interface Away {
        String address(String state);
    }

    private Response sendAway(JsonBody body, String alias, Optional<String> linksTo, Away away) {
        OriginCheck origins = call.origins();
        String state = new Returns(call)
                .keep(new Returns.Target(
                        alias,
                        origins.callback(body, "callbackURL", AuthError.INVALID_CALLBACK_URL),
                        origins.callback(body, "errorCallbackURL", AuthError.INVALID_ERROR_CALLBACK_URL),
                        origins.callback(body, "newUserCallbackURL", AuthError.INVALID_NEW_USER_CALLBACK_URL),
                        linksTo,
                        call.journey().now()));
        String address = away.address(state);
        boolean redirect = !body.bool("disableRedirect").orElse(false);
        AuthAnswer answer = AuthAnswer.ok(call).state(state);
        if (redirect) {
            answer.location(address);
        }
        return answer.body(object("url", address, "redirect", redirect));
    }
}
