package io.weavz.identity.keycloak.sessions;

import io.weavz.identity.keycloak.http.AuthProblem;
import io.weavz.identity.keycloak.http.JsonBody;
import io.weavz.identity.keycloak.journey.PersonName;
import io.weavz.identity.keycloak.journey.TrustedOrigins;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.UserCredentialModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.userprofile.UserProfile;
import org.keycloak.userprofile.UserProfileContext;
import org.keycloak.userprofile.UserProfileProvider;
import org.keycloak.userprofile.ValidationException;

/** Makes and changes people's accounts by the rules of the realm's user profile. */
final class Accounts {

    private static final Pattern EMAIL =
            Pattern.compile("[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?\\.[A-Za-z]{2,63}");

    /** What Keycloak says of an address or a username that somebody has. */
    private static final Set<String> EXISTS = Set.of("usernameExistsMessage", "emailExistsMessage");

    private final AuthCall call;

    Accounts(AuthCall call) {
        this.call = call;
    }

    /** An address in lower case, or a validation error. */
    static String email(JsonBody body, String field) {
        String email = body.text(field, 320);
        if (!EMAIL.matcher(email).matches()) {
            throw AuthProblem.field("body." + field, "Invalid email address");
        }
        return email.toLowerCase(Locale.ROOT);
    }

    Optional<UserModel> find(String email) {
        return Optional.ofNullable(KeycloakModelUtils.findUserByNameOrEmail(call.keycloak(), call.realm(), email))
                .filter(user -> user.getServiceAccountClientLink() == null);
    }

    /**
     * Checks what an account is to be made from.
     *
     * @return whether somebody has the address already
     */
    boolean isTaken(String name, String email) {
        try {
            profiles()
                    .create(UserProfileContext.REGISTRATION, attributes(name, email))
                    .validate();
            return false;
        } catch (ValidationException e) {
            List<ValidationException.Error> others = e.getErrors().stream()
                    .filter(error -> !EXISTS.contains(error.getMessage()))
                    .toList();
            if (!others.isEmpty()) {
                throw invalid(others.get(0));
            }
            return true;
        }
    }

    /** A new account with a password; the event of it may make a personal organization, see {@link AccountEvents}. */
    UserModel create(String name, String email, String password, Optional<String> image) {
        UserModel user = profiles()
                .create(UserProfileContext.REGISTRATION, attributes(name, email))
                .create();
        user.setEnabled(true);
        image.ifPresent(address -> user.setSingleAttribute(AuthUser.IMAGE, address));
        user.credentialManager().updateCredential(UserCredentialModel.password(password, false));
        event(EventType.REGISTER, user).detail(Details.REGISTER_METHOD, "api").success();
        return user;
    }

    void rename(UserModel user, String name) {
        UserProfile profile = profiles().create(UserProfileContext.ACCOUNT, attributes(name, user.getEmail()), user);
        try {
            profile.validate();
        } catch (ValidationException e) {
            throw invalid(e.getErrors().get(0));
        }
        profile.update(false);
        event(EventType.UPDATE_PROFILE, user).success();
    }

    void setImage(UserModel user, Optional<String> image) {
        image.ifPresentOrElse(
                address -> user.setSingleAttribute(AuthUser.IMAGE, address),
                () -> user.removeAttribute(AuthUser.IMAGE));
        event(EventType.UPDATE_PROFILE, user).success();
    }

    /** The address of a picture: http or https, so that no page ever runs it. */
    static Optional<String> picture(JsonBody body, String field) {
        return body.optionalText(field, 2048).map(address -> {
            if (TrustedOrigins.originOf(address).isEmpty()) {
                throw AuthProblem.field("body." + field, "Invalid URL");
            }
            return address;
        });
    }

    EventBuilder event(EventType type, UserModel user) {
        return new EventBuilder(
                        call.realm(),
                        call.keycloak(),
                        call.keycloak().getContext().getConnection())
                .event(type)
                .client(LoginStart.CLIENT)
                .user(user)
                .detail(Details.USERNAME, user.getUsername())
                .detail(Details.EMAIL, user.getEmail());
    }

    private UserProfileProvider profiles() {
        return call.keycloak().getProvider(UserProfileProvider.class);
    }

    private static Map<String, String> attributes(String name, String email) {
        PersonName parts = PersonName.parse(name);
        Map<String, String> attributes = new HashMap<>();
        attributes.put(UserModel.USERNAME, email);
        attributes.put(UserModel.EMAIL, email);
        attributes.put(UserModel.FIRST_NAME, parts.first());
        attributes.put(UserModel.LAST_NAME, parts.last().orElse(""));
        return attributes;
    }

    private static AuthProblem invalid(ValidationException.Error error) {
        String field = error.getAttribute().endsWith("Name") ? "name" : error.getAttribute();
        return AuthProblem.field("body." + field, "Invalid input");
    }
}
