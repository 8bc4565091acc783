package io.weavz.identity.client;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/** A key that signs as a realm does. */
record TestKey(String id, String algorithm, KeyPair pair) {

    static TestKey rsa(String id, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return new TestKey(id, "RS256", generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static TestKey elliptic(String id) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return new TestKey(id, "ES256", generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    String jwk() {
        String start = "{\"kid\":\"" + id + "\",\"use\":\"sig\",\"alg\":\"" + algorithm + "\",";
        if (pair.getPublic() instanceof RSAPublicKey rsa) {
            return start + "\"kty\":\"RSA\",\"n\":\"" + number(rsa.getModulus()) + "\",\"e\":\""
                    + number(rsa.getPublicExponent()) + "\"}";
        }
        ECPublicKey point = (ECPublicKey) pair.getPublic();
        return start + "\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\""
                + number(point.getW().getAffineX()) + "\",\"y\":\""
                + number(point.getW().getAffineY()) + "\"}";
    }

    String signed(String claims) {
        return signed("{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\",\"kid\":\"" + id + "\"}", claims);
    }

    String signed(String header, String claims) {
        String text =
                base64(header.getBytes(StandardCharsets.UTF_8)) + "." + base64(claims.getBytes(StandardCharsets.UTF_8));
        try {
            Signature signature =
                    Signature.getInstance(algorithm.equals("RS256") ? "SHA256withRSA" : "SHA256withECDSAinP1363Format");
            signature.initSign(pair.getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String number(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return base64(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
