package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Json;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.Weavz;
import io.weavz.identity.it.harness.WeavzServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What verification leaves behind: when a credential was last used, and how often. */
@Tag("postgres")
class UsageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final WeavzServer SERVER = Weavz.server();
    private static Organization acme;
    private static Organization other;

    @BeforeAll
    static void organizations() {
        acme = Fixture.organization(SERVER);
        other = Fixture.organization(SERVER);
    }

    private record Key(String id, String secret) {
        static Key create() {
            return create(Json.object("scope", "org"));
        }

        static Key create(JsonNode permissions) {
            Answer made = Http.post("/api/v1/api-keys")
                    .bearer(acme.apiKey())
                    .json("name", "used", "permissions", permissions)
                    .expect(201);
            return new Key(made.text("/apiKey/id"), made.text("/plainKey"));
        }

        void verify() {
            Http.get("/api/v1/verify").bearer(secret).expect(200);
        }

        void refuse() {
            Http.get("/api/v1/verify")
                    .bearer(secret)
                    .header("X-Org-ID", other.id())
                    .expect(403);
        }
    }

    private static Answer usage(Organization organization, String query) {
        return Http.get("/api/v1/usage?" + query).bearer(organization.apiKey()).expect(200);
    }

    /** Granted and refused, of all hours. */
    private static List<Long> counts(String credentialId) {
        List<JsonNode> hours = hours(usage(acme, "credentialId=" + credentialId));
        return List.of(sum(hours, "granted"), sum(hours, "refused"));
    }

    private static List<JsonNode> hours(Answer answer) {
        return StreamSupport.stream(answer.json().path("usage").spliterator(), false)
                .toList();
    }

    private static long sum(List<JsonNode> hours, String outcome) {
        return hours.stream().mapToLong(hour -> hour.path(outcome).asLong()).sum();
    }

    private static void becomes(String credentialId, long granted, long refused) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!counts(credentialId).equals(List.of(granted, refused))
                && Instant.now().isBefore(deadline)) {
            Thread.onSpinWait();
        }
        assertThat(counts(credentialId)).containsExactly(granted, refused);
    }

    /** What a flush that began after this call has written: everything that was counted before. */
    private static void flushed() {
        for (int i = 0; i < 2; i++) {
            Key marker = Key.create();
            marker.verify();
            becomes(marker.id(), 1, 0);
        }
    }

    private static long number(String query, String id) throws SQLException {
        try (Connection connection = SERVER.jdbc();
                PreparedStatement statement = connection.prepareStatement("SELECT " + query)) {
            statement.setString(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    @Test
    void everyVerificationIsCountedExactlyOnceInItsHour() throws Exception {
        Key key = Key.create();
        Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> calls = IntStream.range(0, 80)
                    .<Future<?>>mapToObj(i -> callers.submit(i % 4 == 3 ? key::refuse : key::verify))
                    .toList();
            for (Future<?> call : calls) {
                call.get();
            }
        } finally {
            callers.shutdown();
        }
        Instant after = Instant.now();
        flushed();

        Answer answer = usage(acme, "credentialId=" + key.id());
        assertThat(sum(hours(answer), "granted")).isEqualTo(60);
        assertThat(sum(hours(answer), "refused")).isEqualTo(20);
        assertThat(answer.json().path("total").asInt()).isEqualTo(hours(answer).size());
        assertThat(hours(answer))
                .allSatisfy(hour -> assertThat(Instant.parse(hour.path("hour").asText()))
                        .isBetween(before.truncatedTo(ChronoUnit.HOURS), after.truncatedTo(ChronoUnit.HOURS)));
        long row = number("LAST_USED_AT FROM WEAVZ_CREDENTIAL WHERE ID = ?", key.id());
        assertThat(Instant.ofEpochMilli(row)).isBetween(before, after);
        assertThat(Http.get("/api/v1/api-keys/" + key.id())
                        .bearer(acme.apiKey())
                        .expect(200)
                        .text("/apiKey/lastUsedAt"))
                .satisfies(
                        time -> assertThat(Instant.parse(time).toEpochMilli()).isEqualTo(row));
    }

    @Test
    void aVerificationWritesNothingByItself() throws SQLException {
        Key key = Key.create();
        Set<Long> times = new HashSet<>();
        Set<Long> counts = new HashSet<>();
        Instant before = Instant.now();
        for (int i = 0; i < 200; i++) {
            key.verify();
            times.add(number("COALESCE(MAX(LAST_USED_AT), 0) FROM WEAVZ_CREDENTIAL WHERE ID = ?", key.id()));
            counts.add(number("COALESCE(SUM(REQUESTS), 0) FROM WEAVZ_USAGE WHERE CREDENTIAL_ID = ?", key.id()));
        }
        // A flush a second, whatever comes in between.
        int flushes = (int) Duration.between(before, Instant.now()).toSeconds() + 3;
        assertThat(times).hasSizeLessThanOrEqualTo(flushes);
        assertThat(counts).hasSizeLessThanOrEqualTo(flushes);
        becomes(key.id(), 200, 0);
    }

    @Test
    void aRefusalCountsAndIsNoUse() {
        Key key = Key.create();
        key.refuse();
        becomes(key.id(), 0, 1);
        assertThat(Http.get("/api/v1/api-keys/" + key.id())
                        .bearer(acme.apiKey())
                        .expect(200)
                        .json()
                        .at("/apiKey/lastUsedAt")
                        .isNull())
                .isTrue();
    }

    @Test
    void anMcpTokenIsCountedToo() {
        Http verify =
                Http.get("/api/v1/verify?server=srv_" + acme.mcpServerId()).bearer(acme.mcpToken());
        String id = verify.expect(200).header("X-Weavz-Credential-Id").orElseThrow();
        becomes(id, 1, 0);
    }

    @Test
    void aKeyTakesItsUsageAlong() throws SQLException {
        Key key = Key.create();
        key.verify();
        becomes(key.id(), 1, 0);
        // This one still waits when the key is gone: it must not come back, nor keep others from being written.
        key.verify();
        Http.delete("/api/v1/api-keys/" + key.id()).bearer(acme.apiKey()).expect(200);
        flushed();
        assertThat(number("COUNT(*) FROM WEAVZ_USAGE WHERE CREDENTIAL_ID = ?", key.id()))
                .isZero();
        assertThat(counts(key.id())).containsExactly(0L, 0L);
    }

    @Test
    void theBootstrapKeyHasNoUsage() throws SQLException {
        Http.get("/api/v1/verify")
                .serviceKey(SERVER.bootstrapServiceKey(), acme.id())
                .expect(200);
        flushed();
        assertThat(number("COUNT(*) FROM WEAVZ_USAGE WHERE CREDENTIAL_ID = ?", "bootstrap"))
                .isZero();
    }

    @Test
    void anotherOrganizationSeesNothingOfIt() {
        Key key = Key.create();
        key.verify();
        becomes(key.id(), 1, 0);
        Answer foreign = usage(other, "credentialId=" + key.id());
        assertThat(foreign.body()).isEqualTo("{\"usage\":[],\"total\":0}");
        assertThat(usage(other, "credentialId=no-such-key").body()).isEqualTo(foreign.body());
        assertThat(usage(other, "").body()).doesNotContain(key.id());
        Http.get("/api/v1/usage")
                .bearer(other.apiKey())
                .header("X-Org-ID", acme.id())
                .expect(403);
    }

    @Test
    void aKeyOfSingleWorkspacesIsRefused() {
        Key key = Key.create(Json.object("scope", "workspace", "workspaceIds", Json.array(acme.workspaceId())));
        assertThat(Http.get("/api/v1/usage").bearer(key.secret()).expect(403).text("/code"))
                .isEqualTo("SCOPE_DENIED");
    }

    @Test
    void hoursAreFoundByTimeAndPaged() throws SQLException {
        Key key = Key.create();
        Instant noon = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofHours(60));
        for (int hour : new int[] {0, 1, 2, 4}) {
            insert(key.id(), noon.plus(Duration.ofHours(hour)), "granted", hour + 1);
        }
        insert(key.id(), noon.plus(Duration.ofHours(1)), "refused", 7);

        String all = "credentialId=" + key.id() + "&from=" + noon + "&to=" + noon.plus(Duration.ofHours(5));
        assertThat(hours(usage(acme, all)))
                .extracting(hour -> hour.path("granted").asInt())
                .containsExactly(1, 2, 3, 5);
        assertThat(usage(acme, all).json().at("/usage/1"))
                .isEqualTo(Json.object(
                        "credentialId",
                        key.id(),
                        "hour",
                        wire(noon.plus(Duration.ofHours(1))),
                        "granted",
                        2,
                        "refused",
                        7));
        Answer page = usage(acme, all + "&limit=2&offset=1");
        assertThat(hours(page)).extracting(hour -> hour.path("granted").asInt()).containsExactly(2, 3);
        assertThat(page.text("/total")).isEqualTo("4");
        // From within an hour to the beginning of another.
        String some = "credentialId=" + key.id() + "&from=" + noon.plus(Duration.ofMinutes(90)) + "&to="
                + noon.plus(Duration.ofHours(2));
        assertThat(hours(usage(acme, some)))
                .extracting(hour -> hour.path("granted").asInt())
                .containsExactly(2);
        assertThat(usage(acme, "credentialId=" + key.id()).text("/total")).isEqualTo("0");
    }

    private static String wire(Instant hour) {
        return hour.toString().replace("Z", ".000Z");
    }

    private static void insert(String credentialId, Instant hour, String outcome, int requests) throws SQLException {
        try (Connection connection = SERVER.jdbc();
                PreparedStatement statement =
                        connection.prepareStatement("INSERT INTO WEAVZ_USAGE VALUES (?, ?, ?, ?)")) {
            statement.setString(1, credentialId);
            statement.setLong(2, hour.toEpochMilli());
            statement.setString(3, outcome);
            statement.setInt(4, requests);
            statement.executeUpdate();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "from=yesterday, from",
        "to=+1000000000-01-01T00:00:00Z, to",
        "from=2026-01-02T00:00:00Z&to=2026-01-02T00:00:00Z, from",
        "from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00.001Z, from",
        "limit=0, limit",
        "offset=-1, offset"
    })
    void aTimeThatCannotBeIsNamed(String query, String field) {
        Answer answer = Http.get("/api/v1/usage?" + query).bearer(acme.apiKey()).expect(400);
        assertThat(answer.text("/code")).isEqualTo("VALIDATION_ERROR");
        assertThat(answer.text("/details/field")).isEqualTo(field);
    }

    @Test
    void thirtyOneDaysAreNotTooLong() {
        usage(acme, "from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z");
    }
}
