package io.weavz.identity.keycloak.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules hold for the code, and each of them catches the violation that is planted for it. */
class ImportRulesTest {
    private static final String ROOT = "io.weavz.identity";
    private static final String PLANTED = "io.weavz.identity.planted";
    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT + ".access", ROOT + ".keycloak");
    private static final JavaClasses VIOLATIONS = new ClassFileImporter().importPackages(PLANTED);

    /**
     * @param caught what the message of the violation must name, each planted breach by itself
     */
    private static void holdsAndBites(Function<ImportRules, ArchRule> rule, String... caught) {
        rule.apply(new ImportRules(ROOT)).check(CODE);
        assertThatThrownBy(() -> rule.apply(new ImportRules(PLANTED)).check(VIOLATIONS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("was violated")
                .hasMessageContainingAll(caught);
    }

    @Test
    void theCodeIsSeenAtAll() {
        assertThat(CODE.size()).isGreaterThan(100);
        assertThat(VIOLATIONS.size()).isGreaterThan(3);
    }

    @Test
    void accessUsesTheJdkOnly() {
        holdsAndBites(ImportRules::accessUsesTheJdkOnly, "PlantedDecision.realm");
    }

    @ParameterizedTest
    @CsvSource({
        "credential, PlantedCredential.lookup",
        "plan, PlantedPlan.registry",
        "registry, PlantedRegistry.lookup",
        "lookup, PlantedLookup.decision",
        "decision, PlantedDecision.issue",
        "issue, PlantedIssue.plan",
    })
    void theJourneyHasOneDirection(String name, String caught) {
        holdsAndBites(rules -> rules.theJourneyHasOneDirection(name), caught);
    }

    @Test
    void everyPackageIsOnAList() {
        holdsAndBites(ImportRules::everyPackageIsOnAList, "PlantedCapability");
    }

    @Test
    void aCapabilityUsesNoOther() {
        for (String capability : ImportRules.CAPABILITIES) {
            new ImportRules(ROOT)
                    .aCapabilityUsesNoOther(capability)
                    .allowEmptyShould(false)
                    .check(CODE);
        }
        holdsAndBites(rules -> rules.aCapabilityUsesNoOther("apikeys"), "PlantedKeys.servers", "PlantedKeys.rows");
        holdsAndBites(rules -> rules.aCapabilityUsesNoOther("mcp"), "PlantedServers.keys");
    }

    @Test
    void onlyTheFrontDoorSeesCapabilities() {
        holdsAndBites(ImportRules::onlyTheFrontDoorSeesCapabilities, "PlantedReading.servers");
    }

    @Test
    void thereIsNoCycle() {
        holdsAndBites(ImportRules::thereIsNoCycle, "Cycle detected", "PlantedKeys", "PlantedServers");
    }

    @Test
    void jpaIsInStorageOnly() {
        holdsAndBites(ImportRules::jpaIsInStorageOnly, "PlantedKeys.entityManager");
    }

    @Test
    void storageIsReachedFromTheAssemblyOnly() {
        holdsAndBites(ImportRules::storageIsReachedFromTheAssemblyOnly, "PlantedKeys.rows");
    }

    @Test
    void clockEnvironmentAndRandomnessAreTheAssemblys() {
        holdsAndBites(
                ImportRules::clockEnvironmentAndRandomnessAreTheAssemblys,
                "Clock.systemUTC()",
                "Clock.systemDefaultZone()",
                "Clock.tickMillis(",
                "PlantedKeys.reveal(",
                "PlantedSources.byReference()",
                "LocalDate.now(",
                "System.currentTimeMillis()",
                "System.nanoTime()",
                "System.getenv(java.lang.String)",
                "System.getenv()",
                "PlantedSources.secure()",
                "PlantedSources.seeded()",
                "PlantedSources.plain()",
                "ThreadLocalRandom.current()",
                "Time.currentTimeMillis()");
    }

    @Test
    @DisplayName("case 49: the text of a secret is read in few places")
    void aSecretIsRevealedInFewPlaces() {
        holdsAndBites(ImportRules::aSecretIsRevealedInFewPlaces, "PlantedKeys.reveal(", "PlantedSources.revealed()");
    }

    @Test
    @DisplayName("case 49: a new secret is shown in two places")
    void aNewSecretIsShownInTwoPlaces() {
        holdsAndBites(ImportRules::aNewSecretIsShownInTwoPlaces, "PlantedSources.shown(");
    }

    @Test
    void aCapabilityShowsFactoriesAndResourcesOnly() {
        holdsAndBites(ImportRules::aCapabilityShowsFactoriesAndResourcesOnly, "PlantedKeys", "PlantedServers");
    }
}
