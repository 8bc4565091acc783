package io.weavz.identity.keycloak.sessions;

import static io.weavz.identity.keycloak.sessions.AuthAnswer.object;

import io.weavz.identity.keycloak.http.AuthError;
import io.weavz.identity.keycloak.http.AuthProblem;
import io.weavz.identity.keycloak.http.AuthProblemMapper;
import io.weavz.identity.keycloak.http.JsonBody;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keycloak.events.Details;
import org.keycloak.events.EventType;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;

/** A person's account: name and picture, password, and the ways to sign in. */
final class AccountRoutes {

    private static final String PASSWORD_PROVIDER = "credential";

    private final AuthCall call;
    private final Accounts accounts;
    private final Passwords passwords;

    AccountRoutes(AuthCall call) {
        this.call = call;
        this.accounts = new Accounts(call);
        this.passwords = new Passwords(call);
    }

    /** {@code {name?, image?}}; an image of {@code null} is taken away. */
    Response update(JsonBody body) {
        SignedIn who = call.signedIn();
        if (body.has("email")) {
            throw AuthProblem.of(AuthError.EMAIL_CAN_NOT_BE_UPDATED);
        }
        if (!body.hasAny("name", "image")) {
            throw AuthProblem.field("body", "No fields to update");
        }
        if (body.has("name")) {
            accounts.rename(who.user(), body.text("name", 255));
        }
        if (body.has("image")) {
            accounts.setImage(who.user(), Accounts.picture(body, "image"));
        }
        return AuthAnswer.ok(call).signedIn(who.session()).body(object("status", true));
    }

    /** {@code {currentPassword, newPassword, revokeOtherSessions?}}: every other session ends in any case. */
    Response changePassword(JsonBody body) {
        SignedIn who = call.signedIn();
        String current = body.rawText("currentPassword");
        String wanted = Passwords.read(body, "newPassword");
        boolean renew = body.bool("revokeOtherSessions").orElse(false);
        UserModel user = who.user();
        if (!passwords.exists(user)) {
            throw AuthProblem.of(AuthError.CREDENTIAL_ACCOUNT_NOT_FOUND);
        }
        if (!passwords.isRight(user, current)) {
            // No exception here: the wrong guess stays counted.
            return AuthProblemMapper.response(AuthError.INVALID_PASSWORD, AuthError.INVALID_PASSWORD.text());
        }
        passwords.set(user, wanted, who.session().getId());
        if (!renew) {
            return AuthAnswer.json(call, object("token", null, "user", AuthUser.of(user)));
        }
        return renewed(who, wanted);
    }

    /** A new session in the place of the old one; it has no active organization. */
    private Response renewed(SignedIn who, String password) {
        boolean remembered = who.session().isRememberMe();
        new SessionRoutes(call).end(who.session());
        SignIn.Outcome outcome = new SignIn(call)
                .withPassword(
                        who.user().getUsername(),
                        password,
                        remembered,
                        () -> new Returns(call)
                                .keep(Returns.Target.to(
                                        SignIn.PROVIDER,
                                        Optional.empty(),
                                        call.journey().now())));
        AuthUser user = AuthUser.of(who.user());
        if (outcome instanceof SignIn.Outcome.Done done) {
            return AuthAnswer.ok(call)
                    .signedIn(done.session())
                    .body(object("token", done.session().getId(), "user", user));
        }
        // Keycloak asks for more than a password: the person signs in anew.
        return AuthAnswer.ok(call).signedOut().body(object("token", null, "user", user));
    }

    Response listAccounts() {
        UserModel user = call.signedIn().user();
        List<Account> all = new ArrayList<>();
        user.credentialManager()
                .getStoredCredentialsByTypeStream(PasswordCredentialModel.TYPE)
                .map(password -> new Account(
                        password.getId(),
                        user.getId(),
                        PASSWORD_PROVIDER,
                        user.getId(),
                        Instant.ofEpochMilli(
                                Optional.ofNullable(password.getCreatedDate()).orElse(0L))))
                .forEach(all::add);
        linked(user).stream().map(identity -> account(user, identity)).forEach(all::add);
        return AuthAnswer.json(call, all.stream().map(Account::view).toList());
    }

    private static Account account(UserModel user, FederatedIdentityModel identity) {
        return new Account(
                identity.getIdentityProvider(),
                identity.getUserId(),
                identity.getIdentityProvider(),
                user.getId(),
                AuthUser.created(user));
    }

    /** {@code {accountId}} or {@code {providerId}}; the last way to sign in stays. */
    Response unlink(JsonBody body) {
        UserModel user = call.signedIn().user();
        String wanted = body.optionalText("accountId", 255)
                .or(() -> body.optionalText("providerId", 255))
                .orElseThrow(() -> AuthProblem.field("body.accountId", "Invalid input"));
        List<FederatedIdentityModel> linked = linked(user);
        FederatedIdentityModel identity = linked.stream()
                .filter(each -> each.getIdentityProvider().equals(wanted)
                        || each.getUserId().equals(wanted))
                .findFirst()
                .orElseThrow(() -> AuthProblem.of(AuthError.ACCOUNT_NOT_FOUND));
        if (linked.size() == 1 && !passwords.exists(user)) {
            throw AuthProblem.of(AuthError.FAILED_TO_UNLINK_LAST_ACCOUNT);
        }
        call.keycloak().users().removeFederatedIdentity(call.realm(), user, identity.getIdentityProvider());
        accounts.event(EventType.REMOVE_FEDERATED_IDENTITY, user)
                .detail(Details.IDENTITY_PROVIDER, identity.getIdentityProvider())
                .success();
        return AuthAnswer.json(call, object("status", true));
    }

    private List<FederatedIdentityModel> linked(UserModel user) {
        return call.keycloak()
                .users()
                .getFederatedIdentitiesStream(call.realm(), user)
                .toList();
    }

    /** One way to sign in; {@code providerId} is {@code credential} for a password. */
    private record Account(String id, String accountId, String providerId, String userId, Instant createdAt) {

        Object view() {
            return object(
                    "id", id,
                    "accountId", accountId,
                    "providerId", providerId,
                    "userId", userId,
                    "createdAt", createdAt,
                    "updatedAt", createdAt,
                    "scopes", List.of());
        }
    }
}
