package io.weavz.identity.it.harness.social;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weavz.identity.it.harness.Json;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;

/** Google: OpenID Connect with a signed ID token and user info. */
final class Google extends SocialProvider {
    private static final String KEY_ID = "test";
    private static final int KEY_SIZE = 2048;
    private static final int LIFETIME = 3600;

    private final KeyPair keys;

    Google() {
        super("google");
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_SIZE);
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    Set<String> hosts() {
        return Set.of(
                "accounts.google.com", "oauth2.googleapis.com", "openidconnect.googleapis.com", "www.googleapis.com");
    }

    @Override
    void answer(Call call) throws IOException {
        switch (call.endpoint()) {
            case "GET accounts.google.com/o/oauth2/v2/auth", "POST accounts.google.com/o/oauth2/v2/auth" ->
                authorize(call);
            case "POST oauth2.googleapis.com/token" -> token(call);
            case "GET openidconnect.googleapis.com/v1/userinfo" ->
                withToken(call, grant -> call.json(200, claims(grant)));
            case "GET www.googleapis.com/oauth2/v3/certs" -> call.json(200, jwks());
            default -> call.json(404, Json.object("error", "not_found"));
        }
    }

    private static ObjectNode claims(Grant grant) {
        SocialPerson person = grant.person();
        ObjectNode claims = Json.object("sub", person.id());
        if (grant.scopes().contains("profile")) {
            String[] words = person.name().split(" ", 2);
            claims.put("name", person.name());
            claims.put("given_name", words[0]);
            claims.put("family_name", words.length > 1 ? words[1] : null);
            person.picture().ifPresent(picture -> claims.put("picture", picture));
        }
        if (grant.scopes().contains("email")) {
            person.email().ifPresent(email -> claims.put("email", email).put("email_verified", person.emailVerified()));
        }
        return claims;
    }

    @Override
    ObjectNode tokenAnswer(String accessToken, Grant grant) {
        long now = Instant.now().getEpochSecond();
        ObjectNode idToken = claims(grant)
                .put("iss", "https://accounts.google.com")
                .put("aud", clientId())
                .put("azp", clientId())
                .put("nonce", grant.nonce())
                .put("iat", now)
                .put("exp", now + LIFETIME);
        return Json.object(
                "access_token",
                accessToken,
                "expires_in",
                LIFETIME,
                "scope",
                String.join(" ", grant.scopes()),
                "token_type",
                "Bearer",
                "id_token",
                signed(idToken));
    }

    private String signed(JsonNode claims) {
        String text = encoded(Json.object("alg", "RS256", "kid", KEY_ID, "typ", "JWT")) + "." + encoded(claims);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode jwks() {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        return Json.object(
                "keys",
                Json.array(Json.object(
                        "kty",
                        "RSA",
                        "use",
                        "sig",
                        "alg",
                        "RS256",
                        "kid",
                        KEY_ID,
                        "n",
                        base64(unsigned(key.getModulus())),
                        "e",
                        base64(unsigned(key.getPublicExponent())))));
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static String encoded(JsonNode json) {
        return base64(json.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
