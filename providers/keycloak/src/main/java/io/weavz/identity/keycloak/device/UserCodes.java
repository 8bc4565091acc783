package io.weavz.identity.keycloak.device;

import io.weavz.identity.keycloak.journey.Journey;
import java.util.Locale;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OAuth2DeviceUserCodeProvider;

/** User codes such as {@code WVZ-BCDF-GHJK}; people may leave out the dashes and the beginning, in either case. */
final class UserCodes implements OAuth2DeviceUserCodeProvider {

    private static final String START = "WVZ";
    private static final int HALF = 4;

    private final KeycloakSession session;

    UserCodes(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public String generate() {
        return Journey.of(session).issuer().newUserCode();
    }

    @Override
    public String display(String code) {
        return START + "-" + code.substring(0, HALF) + "-" + code.substring(HALF);
    }

    @Override
    public String format(String typed) {
        String letters = typed.toUpperCase(Locale.ROOT).replaceAll("[^A-Z]", "");
        boolean whole = letters.length() == START.length() + 2 * HALF && letters.startsWith(START);
        return whole ? letters.substring(START.length()) : letters;
    }

    @Override
    public void close() {}
}
