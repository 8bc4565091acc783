package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.People;
import io.weavz.identity.it.harness.RawHttp;
import io.weavz.identity.it.harness.Weavz;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Changes that meet: none undoes another one, and together they pass no bound. */
@Tag("postgres")
class ConcurrentChangesIT {
    private static final int AT_ONCE = 12;
    private static final String ADMIN = "/api/v1/admin/organizations/";

    private Organization acme;

    @BeforeEach
    void anOrganization() {
        acme = Fixture.organization(Weavz.server());
    }

    private void give(String plan) {
        Http.patch(ADMIN + acme.id())
                .bearer(Weavz.server().operatorToken())
                .json("plan", plan)
                .expect(200);
    }

    private static List<Integer> atOnce(int many, IntFunction<Http> request) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(many);
        try {
            List<Callable<Integer>> all = IntStream.range(0, many)
                    .mapToObj(i ->
                            (Callable<Integer>) () -> request.apply(i).send().status())
                    .toList();
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> status : threads.invokeAll(all)) {
                statuses.add(status.get());
            }
            return statuses;
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @DisplayName("case 22: a key that is switched off while it is regenerated is off, under its new secret too")
    void aKeyThatIsSwitchedOffMeanwhileStaysOff() {
        String id = Http.post("/api/v1/api-keys")
                .bearer(acme.apiKey())
                .json("name", "stolen")
                .expect(201)
                .text("/apiKey/id");
        Answer renewed = RawHttp.holdingBody(
                "POST",
                "/api/v1/api-keys/" + id + "/regenerate",
                acme.apiKey(),
                "{}",
                () -> Http.patch("/api/v1/api-keys/" + id)
                        .bearer(acme.apiKey())
                        .json("enabled", false)
                        .expect(200));

        assertThat(renewed.expect(200).json().at("/apiKey/enabled").asBoolean()).isFalse();
        Http.get("/api/v1/verify").bearer(renewed.text("/plainKey")).expect(401);
    }

    @Test
    @DisplayName("case 27: a rename that began before a downgrade does not bring the plan back")
    void aRenameDoesNotUndoADowngrade() {
        Answer renamed = RawHttp.holdingBody(
                "PATCH", "/api/v1/orgs/" + acme.id(), acme.apiKey(), "{\"name\":\"Renamed\"}", () -> give("free"));

        assertThat(renamed.expect(200).text("/org/name")).isEqualTo("Renamed");
        Answer now = Http.get(ADMIN + acme.id())
                .bearer(Weavz.server().operatorToken())
                .expect(200);
        assertThat(now.text("/organization/plan")).isEqualTo("free");
        assertThat(now.text("/organization/name")).isEqualTo("Renamed");
    }

    @Test
    void theRoomIsThatOfThePlanWhenItIsTaken() {
        for (String slug : List.of("two", "three")) {
            Http.post("/api/v1/workspaces")
                    .bearer(acme.apiKey())
                    .json("name", slug, "slug", slug)
                    .expect(201);
        }
        Answer fourth = RawHttp.holdingBody(
                "POST",
                "/api/v1/workspaces",
                acme.apiKey(),
                "{\"name\":\"four\",\"slug\":\"four\"}",
                () -> give("free"));

        assertThat(fourth.expect(403).text("/code")).isEqualTo("QUOTA_EXCEEDED");
    }

    @Test
    void theLastRoomOfAPlanIsTakenOnce() throws Exception {
        give("free");
        List<Integer> statuses = atOnce(
                AT_ONCE,
                i -> Http.post("/api/v1/workspaces").bearer(acme.apiKey()).json("name", "w", "slug", "w" + i));

        // Of three, one is there.
        assertThat(statuses).filteredOn(status -> status == 201).hasSize(2);
        assertThat(statuses).filteredOn(status -> status == 403).hasSize(AT_ONCE - 2);
    }

    @Test
    void ownersWhoTakeOutEachOtherLeaveOne() throws Exception {
        List<People.Person> owners = IntStream.range(0, 2)
                .mapToObj(i -> People.member(acme, "owner"))
                .toList();
        List<String> tokens = owners.stream().map(People.Person::token).toList();
        List<Integer> statuses = atOnce(
                2, i -> Http.delete("/api/v1/members/" + owners.get(1 - i).id()).bearer(tokens.get(i)));

        assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
        Answer members = Http.get("/api/v1/members").bearer(acme.apiKey()).expect(200);
        assertThat(members.json().findValuesAsText("role")).containsExactly("owner");
    }
}
