package io.weavz.identity.keycloak.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The rules hold for the code, and each of them catches the violation that is planted for it. */
class ImportRulesTest {
    private static final String ROOT = "io.weavz.identity";
    private static final String PLANTED = "io.weavz.identity.planted";
    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT + ".access", ROOT + ".keycloak");
    private static final JavaClasses VIOLATIONS = new ClassFileImporter().importPackages(PLANTED);

    private static void holdsAndBites(Function<ImportRules, ArchRule> rule) {
        rule.apply(new ImportRules(ROOT)).check(CODE);
        assertThatThrownBy(() -> rule.apply(new ImportRules(PLANTED)).check(VIOLATIONS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("was violated");
    }

    @Test
    void theCodeIsSeenAtAll() {
        assertThat(CODE.size()).isGreaterThan(100);
        assertThat(VIOLATIONS.size()).isGreaterThan(3);
    }

    @Test
    void accessUsesTheJdkOnly() {
        holdsAndBites(ImportRules::accessUsesTheJdkOnly);
    }

    @Test
    void decisionUsesLookupUsesCredential() {
        holdsAndBites(ImportRules::decisionUsesLookupUsesCredential);
    }

    @Test
    void credentialUsesNothingOfTheJourney() {
        holdsAndBites(ImportRules::credentialUsesNothingOfTheJourney);
    }

    @Test
    void aCapabilityUsesNoOther() {
        for (String capability : ImportRules.CAPABILITIES) {
            new ImportRules(ROOT).aCapabilityUsesNoOther(capability).check(CODE);
        }
        assertThatThrownBy(() -> new ImportRules(PLANTED)
                        .aCapabilityUsesNoOther("apikeys")
                        .check(VIOLATIONS))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void thereIsNoCycle() {
        holdsAndBites(ImportRules::thereIsNoCycle);
    }

    @Test
    void jpaIsInStorageOnly() {
        holdsAndBites(ImportRules::jpaIsInStorageOnly);
    }

    @Test
    void storageIsReachedFromTheAssemblyOnly() {
        holdsAndBites(ImportRules::storageIsReachedFromTheAssemblyOnly);
    }

    @Test
    void clockEnvironmentAndRandomnessAreTheAssemblys() {
        holdsAndBites(ImportRules::clockEnvironmentAndRandomnessAreTheAssemblys);
    }

    @Test
    void aSecretIsRevealedInFewPlaces() {
        holdsAndBites(ImportRules::aSecretIsRevealedInFewPlaces);
    }

    @Test
    void aCapabilityShowsFactoriesAndResourcesOnly() {
        holdsAndBites(ImportRules::aCapabilityShowsFactoriesAndResourcesOnly);
    }
}
