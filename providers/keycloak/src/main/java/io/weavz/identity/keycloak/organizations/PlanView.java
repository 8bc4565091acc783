package io.weavz.identity.keycloak.organizations;

import io.weavz.identity.access.plan.Plan;
import io.weavz.identity.access.plan.PlanRates;
import io.weavz.identity.access.plan.Quota;
import java.util.Optional;

/** What a plan allows, on the wire; a number that is absent has no limit. */
record PlanView(
        Optional<Integer> workspaces,
        Optional<Integer> apiKeys,
        Optional<Integer> mcpServers,
        Optional<Integer> members,
        int requestsPerMinute,
        boolean serviceKeys) {

    static PlanView of(Plan plan, PlanRates rates) {
        Quota quota = plan.quota();
        return new PlanView(
                limit(quota.workspaces()),
                limit(quota.apiKeys()),
                limit(quota.mcpServers()),
                limit(quota.members()),
                rates.of(plan),
                plan.allowsServiceKeys());
    }

    private static Optional<Integer> limit(int number) {
        return number == Integer.MAX_VALUE ? Optional.empty() : Optional.of(number);
    }
}
