package io.weavz.identity.access.issue;

import io.weavz.identity.access.credential.Base62;
import io.weavz.identity.access.credential.Checksum;
import io.weavz.identity.access.credential.CredentialFormat;
import io.weavz.identity.access.credential.CredentialKind;
import io.weavz.identity.access.credential.Fingerprinter;
import io.weavz.identity.access.credential.Secret;
import java.util.random.RandomGenerator;

/** Makes secrets of our format: 32 base62 digits, 190 bits, from the generator it is given. */
public final class SecretIssuer {

    /** What a list shows of a secret, prefix included. */
    public static final int DISPLAYED = 8;

    /** How many letters a user code has. */
    public static final int USER_CODE_LENGTH = 8;

    private static final String USER_CODE_LETTERS = "BCDFGHJKLMNPQRSTVWXZ";

    private final Fingerprinter fingerprinter;
    private final RandomGenerator random;

    /**
     * @param random cryptographically secure; the assembly hands in a {@code SecureRandom}
     */
    public SecretIssuer(Fingerprinter fingerprinter, RandomGenerator random) {
        this.fingerprinter = fingerprinter;
        this.random = random;
    }

    public NewSecret issue(CredentialKind kind) {
        StringBuilder text = digits(new StringBuilder(kind.prefix()));
        text.append(Checksum.of(text.toString()));
        Secret secret = Secret.of(text.toString());
        return new NewSecret(
                secret, CredentialFormat.WEAVZ, fingerprinter.current(secret), text.substring(0, DISPLAYED));
    }

    /** A name that nobody guesses, 32 base62 digits: for what is known by it and signed or checked otherwise. */
    public String newHandle() {
        return digits(new StringBuilder()).toString();
    }

    private StringBuilder digits(StringBuilder text) {
        for (int i = 0; i < CredentialFormat.RANDOM_DIGITS; i++) {
            // nextInt(bound) rejects instead of folding, so no digit is likelier than another.
            text.append(Base62.digit(random.nextInt(62)));
        }
        return text;
    }

    /** The eight letters of a user code (RFC 8628, section 6.1): no vowels, nothing that looks like something else. */
    public String newUserCode() {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < USER_CODE_LENGTH; i++) {
            code.append(USER_CODE_LETTERS.charAt(random.nextInt(USER_CODE_LETTERS.length())));
        }
        return code.toString();
    }

    /** A short id for an MCP server: 12 lower-case letters and digits. It is a name, not a secret. */
    public String newServerId() {
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            id.append(Character.forDigit(random.nextInt(36), 36));
        }
        return id.toString();
    }
}
