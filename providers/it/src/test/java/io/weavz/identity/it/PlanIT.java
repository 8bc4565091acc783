package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Json;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.People;
import io.weavz.identity.it.harness.Weavz;
import io.weavz.identity.it.harness.WeavzServer;
import org.junit.jupiter.api.Test;

/** {@code GET /api/v1/billing/plan}: what an organization may have, and what it has. */
class PlanIT {
    private static final WeavzServer SERVER = Weavz.server();

    /** A service key acts for Enterprise organizations only, so whoever is needed is made a member before. */
    private static void makeFree(Organization organization) {
        Http.patch("/api/v1/admin/organizations/" + organization.id())
                .bearer(SERVER.operatorToken())
                .json("plan", "free")
                .expect(200);
    }

    private static Http plan() {
        return Http.get("/api/v1/billing/plan");
    }

    @Test
    void thePlanSaysWhatItAllowsAndWhatIsUsed() {
        Organization fresh = Fixture.organization(SERVER);
        People.member(fresh, "owner");
        makeFree(fresh);
        Answer answer = plan().bearer(fresh.apiKey()).expect(200);
        assertThat(answer.text("/plan")).isEqualTo("free");
        assertThat(answer.json().at("/limits"))
                .isEqualTo(Json.object(
                        "workspaces",
                        3,
                        "apiKeys",
                        5,
                        "mcpServers",
                        3,
                        "members",
                        5,
                        "requestsPerMinute",
                        600,
                        "serviceKeys",
                        false));
        assertThat(answer.json().at("/used"))
                .isEqualTo(Json.object("workspaces", 1, "apiKeys", 1, "mcpServers", 1, "members", 1));
        assertThat(answer.json().at("/plans/enterprise/members").isNull()).isTrue();
        assertThat(answer.json().at("/plans/enterprise/serviceKeys").asBoolean())
                .isTrue();
        assertThat(answer.json().at("/plans/free")).isEqualTo(answer.json().at("/limits"));
    }

    @Test
    void itIsForWhoSpeaksForTheWholeOrganization() {
        Organization acme = Fixture.organization(SERVER);
        String scoped = Fixture.scopedKey(acme, acme.workspaceId());
        assertThat(plan().bearer(scoped).expect(403).text("/code")).isEqualTo("SCOPE_DENIED");
        plan().bearer(People.member(acme, "member").token()).expect(403);
        plan().bearer(People.member(acme, "admin").token()).expect(200);
        plan().expect(401);
    }
}
