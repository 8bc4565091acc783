package io.weavz.identity.keycloak.organizations;

import io.weavz.identity.access.plan.Plan;
import io.weavz.identity.access.plan.PlanRates;
import io.weavz.identity.keycloak.http.Answer;
import io.weavz.identity.keycloak.journey.Journey;
import io.weavz.identity.keycloak.journey.OrganizationCall;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;

/** The plan of an organization, what it allows and what is used of it (contract, section 12). */
public final class PlanResource {

    private final OrganizationCall call;

    public PlanResource(OrganizationCall call) {
        this.call = call.organizationWide();
    }

    /** 200 {@code {plan, limits, used, plans}}, where plans has what each plan allows, by its name. */
    @GET
    public Response get() {
        Plan plan = call.organization().plan();
        PlanRates rates = call.journey().settings().planRates();
        Map<String, PlanView> plans = new LinkedHashMap<>();
        for (Plan each : Plan.values()) {
            plans.put(each.wireName(), PlanView.of(each, rates));
        }
        return Answer.ok()
                .with("plan", plan.wireName())
                .with("limits", plans.get(plan.wireName()))
                .with("used", used())
                .with("plans", plans)
                .build();
    }

    /** As quotas count: suspended objects are left out. */
    private Map<String, Long> used() {
        Journey journey = call.journey();
        String id = call.organizationId();
        Map<String, Long> used = new LinkedHashMap<>();
        used.put("workspaces", journey.workspaces().count(id));
        used.put("apiKeys", journey.credentials().countApiKeys(id));
        used.put("mcpServers", journey.mcpServers().count(id));
        used.put("members", journey.organizations().countMembers(id));
        return used;
    }
}
