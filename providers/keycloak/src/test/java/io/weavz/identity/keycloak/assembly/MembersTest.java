package io.weavz.identity.keycloak.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MembersTest {
    private static final Members THREE = Members.named("a-1", List.of("c-3", "b 2", "a-1"));

    @Test
    void namesHaveNoBlanks() {
        assertThat(THREE.all()).containsExactly("a-1", "c-3", "b-2");
    }

    @Test
    void whoIsCountedAndNotHeardIsSilent() {
        assertThat(THREE.silent(List.of("a-1"))).containsExactly("b-2", "c-3");
        assertThat(THREE.silent(List.of("a-1", "b-2", "c-3", "came-later"))).isEmpty();
    }

    @Test
    void withoutAClusterThereIsOneNode() {
        assertThat(Members.named("node_1", List.of()).all()).containsExactly("node_1");
    }
}
