package io.weavz.identity.bench;

import io.weavz.identity.access.credential.CredentialKind;
import io.weavz.identity.access.credential.Fingerprinter;
import io.weavz.identity.access.credential.Pepper;
import io.weavz.identity.access.issue.NewSecret;
import io.weavz.identity.access.issue.SecretIssuer;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/**
 * API keys in their real format, copied straight into the table; the same in every run. The file of {@link #pieces} holds
 * first the good ones, then {@link #DISABLED} that are known and refused, then {@link #UNKNOWN} that were never issued.
 */
final class KeyTable {
    static final int DISABLED = 1000;
    static final int UNKNOWN = 20_000;

    private static final String COPY = "COPY weavz_credential (id, realm_id, kind, format, hash, pepper_id,"
            + " display_prefix, name, organization_id, scoped, enabled, created_at) FROM STDIN";
    private static final int BUFFER = 1 << 16;
    private static final long SEED = 26_731;

    private final RandomGenerator random = new SplittableRandom(SEED);
    private final SecretIssuer issuer;
    private final List<String> organizationIds;

    KeyTable(String pepper, List<String> organizationIds) {
        this.issuer = new SecretIssuer(new Fingerprinter(Pepper.of(pepper), Optional.empty()), random);
        this.organizationIds = organizationIds;
    }

    Pieces fill(Connection connection, int good, Path pieces) throws SQLException, IOException {
        String realm = realmId(connection);
        try (Statement statement = connection.createStatement();
                Writer keys = Files.newBufferedWriter(pieces, StandardCharsets.US_ASCII)) {
            // The rows are right by construction; checking four foreign keys of each would take most of the time.
            statement.execute("SET session_replication_role = replica");
            try (Writer rows = copy(connection)) {
                for (int i = 0; i < good + DISABLED; i++) {
                    keys.write(row(rows, realm, i, i < good));
                }
            }
            for (int i = 0; i < UNKNOWN; i++) {
                keys.write(issuer.issue(CredentialKind.API_KEY).revealOnce());
            }
            statement.execute("VACUUM ANALYZE weavz_credential");
        }
        int count = good + DISABLED + UNKNOWN;
        return new Pieces(pieces, (int) (Files.size(pieces) / count), pieces, count);
    }

    private String row(Writer rows, String realm, int number, boolean enabled) throws IOException {
        NewSecret secret = issuer.issue(CredentialKind.API_KEY);
        rows.write(String.join(
                        "\t",
                        new UUID(random.nextLong(), random.nextLong()).toString(),
                        realm,
                        CredentialKind.API_KEY.name(),
                        secret.format().name(),
                        secret.fingerprint().hex(),
                        secret.fingerprint().pepperId(),
                        secret.displayPrefix(),
                        "bench " + number,
                        organizationIds.get(number % organizationIds.size()),
                        "f",
                        enabled ? "t" : "f",
                        Long.toString(System.currentTimeMillis()))
                + "\n");
        return secret.revealOnce();
    }

    private static Writer copy(Connection connection) throws SQLException {
        return new BufferedWriter(
                new OutputStreamWriter(
                        new PGCopyOutputStream(connection.unwrap(PGConnection.class), COPY, BUFFER),
                        StandardCharsets.US_ASCII),
                BUFFER);
    }

    private static String realmId(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM realm WHERE name = 'weavz'")) {
            rows.next();
            return rows.getString(1);
        }
    }
}
