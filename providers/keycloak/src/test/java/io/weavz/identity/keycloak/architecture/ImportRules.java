package io.weavz.identity.keycloak.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.weavz.identity.access.credential.Secret;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Who may import whom, below one root package: the real one, or the one with the planted violations. */
final class ImportRules {
    static final List<String> CAPABILITIES = List.of(
            "apikeys",
            "servicekeys",
            "workspaces",
            "mcp",
            "endusers",
            "organizations",
            "verify",
            "introspection",
            "exchange",
            "login");

    private final String root;

    ImportRules(String root) {
        this.root = root;
    }

    private String keycloak(String name) {
        return root + ".keycloak." + name + "..";
    }

    private String access(String name) {
        return root + ".access." + name + "..";
    }

    ArchRule accessUsesTheJdkOnly() {
        return classes()
                .that()
                .resideInAPackage(root + ".access..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(root + ".access..", "java..", "javax.crypto..");
    }

    ArchRule decisionUsesLookupUsesCredential() {
        return noClasses()
                .that()
                .resideInAnyPackage(access("lookup"), access("registry"), access("credential"), access("plan"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(access("decision"), access("issue"))
                .because("the journey has one direction");
    }

    ArchRule credentialUsesNothingOfTheJourney() {
        return noClasses()
                .that()
                .resideInAPackage(access("credential"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(access("lookup"), access("registry"), access("plan"));
    }

    ArchRule aCapabilityUsesNoOther(String capability) {
        String[] others = CAPABILITIES.stream()
                .filter(other -> !other.equals(capability))
                .map(this::keycloak)
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(keycloak(capability))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage(keycloak("api"), keycloak("assembly"), keycloak("storage"));
    }

    ArchRule thereIsNoCycle() {
        return SlicesRuleDefinition.slices()
                .matching(root + ".keycloak.(*)..")
                .should()
                .beFreeOfCycles();
    }

    /** The assembly holds the entity manager only to hand it to storage. */
    ArchRule jpaIsInStorageOnly() {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .resideOutsideOfPackages(keycloak("storage"), keycloak("assembly"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.persistence..", "org.hibernate..");
    }

    ArchRule storageIsReachedFromTheAssemblyOnly() {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .resideOutsideOfPackages(keycloak("storage"), keycloak("assembly"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(keycloak("storage"));
    }

    /** Random UUIDs are names, not secrets, and may be made anywhere. */
    ArchRule clockEnvironmentAndRandomnessAreTheAssemblys() {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .resideOutsideOfPackage(keycloak("assembly"))
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callConstructor(SecureRandom.class);
    }

    /** Issue shows a new secret once; the assembly hands an access token to Keycloak, which verifies it. */
    ArchRule aSecretIsRevealedInFewPlaces() {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .resideOutsideOfPackages(
                        access("credential"),
                        access("issue"),
                        keycloak("assembly"),
                        keycloak("storage"),
                        keycloak("exchange"))
                .should()
                .callMethod(Secret.class, "reveal");
    }

    ArchRule aCapabilityShowsFactoriesAndResourcesOnly() {
        String[] packages = CAPABILITIES.stream().map(this::keycloak).toArray(String[]::new);
        return classes()
                .that()
                .resideInAnyPackage(packages)
                .and(not(isAnEntrance()))
                .should()
                .notHaveModifier(JavaModifier.PUBLIC);
    }

    private static DescribedPredicate<JavaClass> isAnEntrance() {
        return DescribedPredicate.describe(
                "a factory, a resource, a filter or the naming of one resource",
                type -> type.getSimpleName().endsWith("Factory")
                        || type.getSimpleName().endsWith("Resource")
                        || type.getSimpleName().endsWith("Filter")
                        || type.getSimpleName().equals("Naming"));
    }
}
