package io.weavz.identity.keycloak.device;

import io.weavz.identity.keycloak.journey.Journey;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Locale;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OAuth2DeviceUserCodeProvider;
import org.keycloak.protocol.oidc.grants.device.endpoints.DeviceEndpoint;
import org.keycloak.services.ErrorPageException;

/** User codes such as {@code WVZ-BCDF-GHJK}; people may leave out the dashes and the beginning, in either case. */
final class UserCodes implements OAuth2DeviceUserCodeProvider {

    private static final String START = "WVZ";
    private static final int HALF = 4;

    private final KeycloakSession session;
    private final WrongCodes wrong;

    UserCodes(KeycloakSession session, WrongCodes wrong) {
        this.session = session;
        this.wrong = wrong;
    }

    @Override
    public String generate() {
        return Journey.of(session).issuer().newUserCode();
    }

    @Override
    public String display(String code) {
        return START + "-" + code.substring(0, HALF) + "-" + code.substring(HALF);
    }

    /** The code that somebody has typed; Keycloak asks for it once for each that it is given. */
    @Override
    public String format(String typed) {
        String code = normalized(typed);
        Instant now = Journey.of(session).now();
        String address = session.getContext().getConnection().getRemoteHost();
        if (!wrong.mayTry(address, now)) {
            throw new ErrorPageException(session, Response.Status.TOO_MANY_REQUESTS, "weavzTooManyCodes");
        }
        if (DeviceEndpoint.getDeviceByUserCode(session, session.getContext().getRealm(), code) == null) {
            wrong.add(address, now);
        }
        return code;
    }

    static String normalized(String typed) {
        String letters = typed.toUpperCase(Locale.ROOT).replaceAll("[^A-Z]", "");
        boolean whole = letters.length() == START.length() + 2 * HALF && letters.startsWith(START);
        return whole ? letters.substring(START.length()) : letters;
    }

    @Override
    public void close() {}
}
