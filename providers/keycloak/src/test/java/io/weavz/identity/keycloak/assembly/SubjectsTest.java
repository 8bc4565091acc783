package io.weavz.identity.keycloak.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.keycloak.storage.ChangeSequence;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectsTest {
    @Test
    void aPathThatNamesOneAloneIsAboutThatOne() {
        assertThat(Subjects.ofPath("organizations/acme/api-keys/1")).hasValue("acme");
        assertThat(Subjects.ofPath("users/anna/reset-password")).hasValue("anna");
        assertThat(Subjects.ofPath("service-keys/1/regenerate")).hasValue("1");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "organizations", "users", "groups/1/role-mappings/realm", "clients/1", "roles-by-id/1"})
    void everythingElseIsAboutTheRealm(String path) {
        assertThat(Subjects.ofPath(path)).isEmpty();
    }

    @Test
    void aMessageToOtherNodesIsReadAsItWasWritten() {
        List<ChangeSequence.Entry> entries =
                List.of(new ChangeSequence.Entry(0, 1), new ChangeSequence.Entry(255, Long.MAX_VALUE));

        assertThat(ChangeSequence.Entry.listOf(ChangeSequence.Entry.text(entries)))
                .isEqualTo(entries);
    }
}
