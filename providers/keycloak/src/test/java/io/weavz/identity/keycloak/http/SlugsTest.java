package io.weavz.identity.keycloak.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weavz.identity.access.registry.Slice;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlugsTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "acme-1", "a--b"})
    void aSlugHasLowerCaseLettersDigitsAndHyphens(String slug) {
        assertThat(Slugs.checked(slug)).isEqualTo(slug);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "A", "a b", "a!", "é", "a_b", "a\n"})
    void anythingElseIsNone(String slug) {
        assertThatThrownBy(() -> Slugs.checked(slug)).isInstanceOf(Problem.class);
    }

    @Test
    void aSlugHasAtMostSixtyFourCharacters() {
        assertThat(Slugs.checked("a".repeat(64))).hasSize(64);
        assertThatThrownBy(() -> Slugs.checked("a".repeat(65))).isInstanceOf(Problem.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "", " 1", "1e3", "99999999999", "0x1"})
    void aPageThatIsNoNumberIsRefusedByItsName(String text) {
        for (String name : new String[] {"limit", "offset"}) {
            MultivaluedHashMap<String, String> query = new MultivaluedHashMap<>();
            query.putSingle(name, text);
            assertThatThrownBy(() -> Slices.of(query))
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem -> assertThat(problem.details()).hasValue(Map.of("field", name)));
        }
    }

    @Test
    void aSliceHasDefaultsAndLimits() {
        MultivaluedHashMap<String, String> query = new MultivaluedHashMap<>();
        assertThat(Slices.of(query)).isEqualTo(new Slice(50, 0, false));
        query.putSingle("limit", "1000");
        query.putSingle("offset", "7");
        query.putSingle("includeSuspended", "true");
        assertThat(Slices.of(query)).isEqualTo(new Slice(100, 7, true));
        query.putSingle("limit", "0");
        assertThatThrownBy(() -> Slices.of(query)).isInstanceOf(Problem.class);
        query.putSingle("limit", "x");
        assertThatThrownBy(() -> Slices.of(query)).isInstanceOf(Problem.class);
    }
}
