package io.weavz.identity.client;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Optional;

/** The signature algorithms that are believed (RFC 7518, section 3); neither {@code none} nor one with a shared secret. */
enum Algorithm {
    RS256("SHA256withRSA", ""),
    RS384("SHA384withRSA", ""),
    RS512("SHA512withRSA", ""),
    PS256("RSASSA-PSS", ""),
    ES256("SHA256withECDSAinP1363Format", "P-256"),
    ES384("SHA384withECDSAinP1363Format", "P-384"),
    ES512("SHA512withECDSAinP1363Format", "P-521");

    private final String jdkName;
    private final String curve;

    Algorithm(String jdkName, String curve) {
        this.jdkName = jdkName;
        this.curve = curve;
    }

    static Optional<Algorithm> named(String name) {
        return Arrays.stream(values()).filter(one -> one.name().equals(name)).findFirst();
    }

    /** The only curve of its keys; empty for RSA. */
    String curve() {
        return curve;
    }

    boolean isGood(PublicKey key, byte[] signed, byte[] signature) {
        try {
            Signature verifying = Signature.getInstance(jdkName);
            if (this == PS256) {
                verifying.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            }
            verifying.initVerify(key);
            verifying.update(signed);
            return verifying.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
