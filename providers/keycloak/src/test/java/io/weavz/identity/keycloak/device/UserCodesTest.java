package io.weavz.identity.keycloak.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people type is the code that they were shown. */
class UserCodesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WVZ-BCDF-GHJK",
                "wvz-bcdf-ghjk",
                "BCDFGHJK",
                "bcdf-ghjk",
                " WVZ BCDF GHJK ",
                "wvzbcdfghjk",
                "BCDF–GHJK"
            })
    void dashesCaseAndTheBeginningMayDiffer(String typed) {
        assertThat(UserCodes.normalized(typed)).isEqualTo("BCDFGHJK");
    }

    @ParameterizedTest
    @ValueSource(strings = {"WVZBCDFG", "wvz-bcdf-g"})
    void aCodeThatBeginsLikeTheBeginningKeepsIt(String typed) {
        assertThat(UserCodes.normalized(typed)).isEqualTo("WVZBCDFG");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "ßı", "1234"})
    void whatIsNoCodeIsNone(String typed) {
        assertThat(UserCodes.normalized(typed)).doesNotMatch("[BCDFGHJKLMNPQRSTVWXZ]{8}");
    }
}
