package io.weavz.identity.access.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.access.plan.Plan;
import io.weavz.identity.access.plan.Quota;
import org.junit.jupiter.api.Test;

/** Names on the wire, and what a plan allows. */
class NamesTest {
    @Test
    void bothSpellingsOfARoleAreRead() {
        assertThat(Role.ofWireName("owner")).hasValue(Role.OWNER);
        assertThat(Role.ofWireName("OWNER")).hasValue(Role.OWNER);
        assertThat(Role.ofWireName("Owner")).isEmpty();
        assertThat(Role.MEMBER.manages()).isFalse();
        assertThat(Role.ADMIN.manages()).isTrue();
    }

    @Test
    void everyRoleAndPlanIsReadByTheNameItIsWrittenWith() {
        for (Role role : Role.values()) {
            assertThat(Role.ofWireName(role.wireName())).hasValue(role);
        }
        for (Plan plan : Plan.values()) {
            assertThat(Plan.ofWireName(plan.wireName())).hasValue(plan);
        }
        assertThat(Role.ofWireName("")).isEmpty();
        assertThat(Role.ofWireName(" owner")).isEmpty();
        assertThat(Role.ofWireName("owner,admin")).isEmpty();
        assertThat(Plan.ofWireName("")).isEmpty();
    }

    @Test
    void anEnterpriseHasNoLimit() {
        assertThat(Plan.ENTERPRISE.quota())
                .isEqualTo(new Quota(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE));
        assertThat(Plan.FREE.allowsServiceKeys()).isFalse();
    }

    @Test
    void plansHaveTheirQuotas() {
        assertThat(Plan.FREE.quota()).isEqualTo(new Quota(3, 5, 3, 5));
        assertThat(Plan.PRO.quota()).isEqualTo(new Quota(25, 100, 50, 100));
        assertThat(Plan.ENTERPRISE.allowsServiceKeys()).isTrue();
        assertThat(Plan.PRO.allowsServiceKeys()).isFalse();
        assertThat(Plan.ofWireName("enterprise")).hasValue(Plan.ENTERPRISE);
        assertThat(Plan.ofWireName("ENTERPRISE")).isEmpty();
    }
}
