package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weavz.identity.it.harness.Application;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.People;
import io.weavz.identity.it.harness.UserAgent;
import io.weavz.identity.it.harness.UserAgent.Page;
import io.weavz.identity.it.harness.Weavz;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The active organization of people who sign in on Keycloak's own page. */
@Tag("postgres")
class ActiveOrganizationIT {
    private static final String CHOOSER = "weavz-choose";
    private final Application dashboard = Application.dashboard();
    private final UserAgent browser = new UserAgent();

    private Page signIn(People.Person person) {
        return browser.submit(
                dashboard.loginPage(browser), "kc-form-login", "username", person.email(), "password", People.PASSWORD);
    }

    private static People.Person memberOf(Organization... organizations) {
        People.Person person = People.member(organizations[0], "admin");
        for (Organization other : List.of(organizations).subList(1, organizations.length)) {
            Http.post("/api/v1/members")
                    .serviceKey(Weavz.server().bootstrapServiceKey(), other.id())
                    .json("userId", person.id(), "role", "member")
                    .expect(201);
        }
        return person;
    }

    private static Organization organization() {
        return Fixture.organization(Weavz.server());
    }

    @Test
    void whoIsInOneOrganizationIsNotAsked() {
        Organization acme = organization();
        JsonNode claims = dashboard.claims(signIn(memberOf(acme)));

        assertThat(claims.path("org_id").asText()).isEqualTo(acme.id());
        assertThat(claims.path("org_slug").asText()).isEqualTo(acme.slug());
        assertThat(claims.path("plan").asText()).isEqualTo("enterprise");
        assertThat(claims.path("auth_method").asText()).isEqualTo("session");
    }

    @Test
    void whoIsInNoneHasNoClaim() {
        JsonNode claims = dashboard.claims(signIn(People.create()));
        assertThat(claims.has("org_id")).isFalse();
        assertThat(claims.path("auth_method").asText()).isEqualTo("session");
    }

    @Test
    void whoIsInSeveralChoosesOneAndIsNotAskedAgain() {
        Organization acme = organization();
        Organization beta = organization();
        Page asked = signIn(memberOf(acme, beta)).expect(200);
        assertThat(asked.body()).contains(acme.slug()).contains(beta.slug());

        Page in = browser.submit(asked, CHOOSER, "organization", beta.id());
        JsonNode claims = dashboard.claims(in);
        assertThat(claims.path("org_id").asText()).isEqualTo(beta.id());

        Page again = browser.open(dashboard.start());
        assertThat(dashboard.claims(again).path("org_id").asText()).isEqualTo(beta.id());

        Page switched = browser.open(dashboard.start() + "&organization=" + acme.slug());
        String token = dashboard.token(switched);
        Http.get("/api/v1/workspaces").bearer(token).expect(200);
        assertThat(Http.get("/api/v1/verify").bearer(token).expect(200).header("X-Weavz-Org-Id"))
                .hasValue(acme.id());
    }

    @Test
    @DisplayName("case 20: nobody chooses an organization they are no member of")
    void aForeignOrganizationIsNotChosen() {
        Organization acme = organization();
        Organization beta = organization();
        Organization foreign = organization();
        Page asked = signIn(memberOf(acme, beta));
        assertThat(asked.body()).doesNotContain(foreign.slug());

        Page again =
                browser.submit(asked, CHOOSER, "organization", foreign.id()).expect(200);
        assertThat(dashboard.isHome(again)).isFalse();
        Page in = browser.submit(again, CHOOSER, "organization", acme.id());
        assertThat(dashboard.claims(in).path("org_id").asText()).isEqualTo(acme.id());

        Page named = browser.open(dashboard.start() + "&organization=" + foreign.slug());
        assertThat(dashboard.claims(named).path("org_id").asText()).isEqualTo(acme.id());
    }

    @Test
    void aTokenSwitchesTheOrganizationWithoutSigningInAgain() {
        Organization acme = organization();
        Organization beta = organization();
        Page asked = signIn(memberOf(acme, beta));
        String token = dashboard.token(browser.submit(asked, CHOOSER, "organization", acme.id()));
        assertThat(Http.get("/api/auth/get-session").bearer(token).expect(200).text("/session/activeOrganizationId"))
                .isEqualTo(acme.id());

        Http.post("/api/auth/organization/set-active")
                .bearer(token)
                .json("organizationSlug", beta.slug())
                .expect(200);
        assertThat(dashboard
                        .claims(browser.open(dashboard.start()))
                        .path("org_id")
                        .asText())
                .isEqualTo(beta.id());
    }

    @Test
    @DisplayName("case 23: a removed member's next token names no organization")
    void aRemovedMemberLosesTheClaim() {
        Organization acme = organization();
        People.Person person = memberOf(acme);
        signIn(person);
        Http.delete("/api/v1/members/" + person.id())
                .serviceKey(Weavz.server().bootstrapServiceKey(), acme.id())
                .expect(200);
        assertThat(dashboard.claims(browser.open(dashboard.start())).has("org_id"))
                .isFalse();
    }
}
