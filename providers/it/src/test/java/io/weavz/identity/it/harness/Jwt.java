package io.weavz.identity.it.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;

/** Verifies an RS256 JWT offline, against the realm's published keys, as an API behind a gateway does. */
public final class Jwt {
    private Jwt() {}

    /** The claims of the token, if its signature is good; the test fails otherwise. */
    public static JsonNode verified(String jwt) {
        String[] parts = jwt.split("\\.");
        JsonNode header = Json.parse(text(parts[0]));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(key(header.path("kid").asText()));
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            if (!header.path("alg").asText().equals("RS256") || !signature.verify(bytes(parts[2]))) {
                throw new AssertionError("The signature is not the realm's: " + header);
            }
        } catch (GeneralSecurityException e) {
            throw new AssertionError("The token cannot be verified", e);
        }
        return Json.parse(text(parts[1]));
    }

    private static PublicKey key(String id) throws GeneralSecurityException {
        for (JsonNode key :
                Http.get("/protocol/openid-connect/certs").expect(200).json().path("keys")) {
            if (key.path("kid").asText().equals(id)) {
                return KeyFactory.getInstance("RSA")
                        .generatePublic(new RSAPublicKeySpec(
                                number(key.path("n").asText()),
                                number(key.path("e").asText())));
            }
        }
        throw new AssertionError("The realm has no key " + id);
    }

    private static BigInteger number(String base64) {
        return new BigInteger(1, bytes(base64));
    }

    private static byte[] bytes(String base64) {
        return Base64.getUrlDecoder().decode(base64);
    }

    private static String text(String base64) {
        return new String(bytes(base64), StandardCharsets.UTF_8);
    }
}
