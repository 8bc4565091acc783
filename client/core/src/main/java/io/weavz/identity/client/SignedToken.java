package io.weavz.identity.client;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A JWS in compact form (RFC 7515), taken apart and not yet believed.
 *
 * @param signed the bytes that the signature is over
 */
record SignedToken(Algorithm algorithm, String keyId, Members claims, byte[] signed, byte[] signature) {

    /** Headers by which a token would bring its own key, and what we would have to understand. */
    private static final List<String> REFUSED = List.of("jku", "jwk", "x5u", "x5c", "crit", "b64", "zip", "enc");

    static Optional<SignedToken> read(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            Members header = new Members(JsonReader.object(utf8(parts[0])));
            if (REFUSED.stream().anyMatch(header::has) || !isAccessToken(header)) {
                return Optional.empty();
            }
            Members claims = new Members(JsonReader.object(utf8(parts[1])));
            byte[] signed = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
            byte[] signature = bytes(parts[2]);
            return header.text("alg")
                    .flatMap(Algorithm::named)
                    .flatMap(algorithm ->
                            header.text("kid").map(id -> new SignedToken(algorithm, id, claims, signed, signature)));
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** RFC 8725, section 3.11: tokens of another kind are not taken for ours. */
    private static boolean isAccessToken(Members header) {
        return header.text("typ")
                .filter(type -> type.equalsIgnoreCase("JWT") || type.equalsIgnoreCase("at+jwt"))
                .isPresent();
    }

    private static String utf8(String base64) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes(base64)))
                .toString();
    }

    /** Without padding, and the one spelling that these bytes have. */
    private static byte[] bytes(String base64) {
        byte[] bytes = Base64.getUrlDecoder().decode(base64);
        if (!Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(base64)) {
            throw new IllegalArgumentException("Not base64url as RFC 7515 has it");
        }
        return bytes;
    }

    @Override
    public String toString() {
        return "SignedToken[" + algorithm + "]";
    }
}
