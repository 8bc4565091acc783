package io.weavz.identity.client;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A public key of the realm, good for one algorithm: a token cannot choose another for it. */
record SigningKey(String id, Algorithm algorithm, PublicKey key) {

    private static final int SHORTEST_RSA = 2048;
    private static final Map<String, String> JDK_CURVES =
            Map.of("P-256", "secp256r1", "P-384", "secp384r1", "P-521", "secp521r1");

    /** The key of a JWK (RFC 7517), or nothing if it is not for signatures, or of a kind that is not believed. */
    static Stream<SigningKey> of(Members jwk) {
        Optional<Algorithm> algorithm = jwk.text("alg").flatMap(Algorithm::named);
        boolean signs = jwk.text("use").filter("sig"::equals).isPresent();
        if (algorithm.isEmpty() || jwk.text("kid").isEmpty() || !signs) {
            return Stream.empty();
        }
        try {
            return key(jwk, algorithm.get()).stream()
                    .map(key -> new SigningKey(jwk.text("kid").get(), algorithm.get(), key));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Stream.empty();
        }
    }

    private static Optional<PublicKey> key(Members jwk, Algorithm algorithm) throws GeneralSecurityException {
        String type = algorithm.curve().isEmpty() ? "RSA" : "EC";
        if (jwk.text("kty").filter(type::equals).isEmpty()) {
            return Optional.empty();
        }
        return type.equals("RSA") ? rsa(jwk) : elliptic(jwk, algorithm.curve());
    }

    private static Optional<PublicKey> rsa(Members jwk) throws GeneralSecurityException {
        BigInteger modulus = number(jwk, "n");
        return modulus.bitLength() < SHORTEST_RSA
                ? Optional.empty()
                : Optional.of(
                        KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, number(jwk, "e"))));
    }

    private static Optional<PublicKey> elliptic(Members jwk, String curve) throws GeneralSecurityException {
        if (jwk.text("crv").filter(curve::equals).isEmpty()) {
            return Optional.empty();
        }
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(JDK_CURVES.get(curve)));
        ECPoint point = new ECPoint(number(jwk, "x"), number(jwk, "y"));
        return Optional.of(KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(point, parameters.getParameterSpec(ECParameterSpec.class))));
    }

    private static BigInteger number(Members jwk, String name) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(jwk.text(name).orElse("")));
    }
}
