package io.weavz.identity.keycloak.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.weavz.identity.access.credential.Secret;
import io.weavz.identity.access.issue.NewSecret;
import jakarta.ws.rs.ext.Provider;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** Who may import whom, below one root package: the real one, or the one with the planted violations. */
final class ImportRules {
    static final List<String> CAPABILITIES = List.of(
            "apikeys",
            "servicekeys",
            "workspaces",
            "mcp",
            "endusers",
            "organizations",
            "usage",
            "console",
            "dashboard",
            "verify",
            "whoami",
            "introspection",
            "exchange",
            "sessions",
            "login",
            "discord",
            "github",
            "device");

    /** What is no capability: the front door, and what stands behind all of them. */
    static final List<String> INNER =
            List.of("api", "http", "journey", "audit", "mail", "memory", "storage", "assembly");

    /** The packages of access, and which of the others each may use. */
    static final Map<String, Set<String>> JOURNEY = Map.of(
            "credential", Set.of(),
            "plan", Set.of(),
            "registry", Set.of("credential", "plan"),
            "lookup", Set.of("credential", "plan", "registry"),
            "decision", Set.of("credential", "plan", "registry", "lookup"),
            "issue", Set.of("credential"));

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

    /** The journey has one direction: decision, lookup, registry, credential and plan; issue makes credentials. */
    ArchRule theJourneyHasOneDirection(String name) {
        String[] others = JOURNEY.keySet().stream()
                .filter(other -> !other.equals(name) && !JOURNEY.get(name).contains(other))
                .map(this::access)
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(access(name))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others);
    }

    /** A package that is on no list would be bound by no rule. */
    ArchRule everyPackageIsOnAList() {
        return classes()
                .that()
                .resideInAPackage(root + ".access..")
                .or()
                .resideInAPackage(root + ".keycloak..")
                .should()
                .resideInAnyPackage(Stream.of(
                                JOURNEY.keySet().stream().map(this::access),
                                CAPABILITIES.stream().map(this::keycloak),
                                INNER.stream().map(this::keycloak))
                        .flatMap(names -> names)
                        .toArray(String[]::new));
    }

    ArchRule onlyTheFrontDoorSeesCapabilities() {
        return noClasses()
                .that()
                .resideInAnyPackage(INNER.stream()
                        .filter(name -> !name.equals("api"))
                        .map(this::keycloak)
                        .toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(capabilities())
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage(keycloak("api"));
    }

    private String[] capabilities() {
        return CAPABILITIES.stream().map(this::keycloak).toArray(String[]::new);
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

    /** Random UUIDs are names, not secrets, and may be made anywhere; so may an instant of a given clock. */
    ArchRule clockEnvironmentAndRandomnessAreTheAssemblys() {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .resideOutsideOfPackage(keycloak("assembly"))
                .should()
                .accessTargetWhere(describe(
                        "it is a source of time, environment or randomness",
                        (JavaAccess<?> access) -> isSource(access.getTargetOwner(), access.getName())
                                && !(access.getTarget() instanceof CodeUnitAccessTarget unit
                                        && unit.getRawParameterTypes().stream()
                                                .anyMatch(type -> type.isAssignableTo(Clock.class)))));
    }

    private static boolean isSource(JavaClass owner, String name) {
        boolean made = name.equals("<init>");
        return owner.isEquivalentTo(Clock.class) && (name.startsWith("system") || name.startsWith("tick"))
                || owner.getPackageName().startsWith("java.time") && name.equals("now")
                || owner.isEquivalentTo(System.class)
                        && Set.of("currentTimeMillis", "nanoTime", "getenv").contains(name)
                || owner.isAssignableTo(Random.class)
                        && (made || Set.of("getInstance", "current").contains(name))
                || owner.isEquivalentTo(SecureRandom.class) && name.startsWith("getInstance")
                || owner.isEquivalentTo(Math.class) && name.equals("random")
                || owner.getName().equals("org.keycloak.common.util.Time")
                || owner.getName().equals("org.keycloak.common.util.SecretGenerator");
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
                .accessTargetWhere(uses(Secret.class, "reveal"));
    }

    /** The JSON of an answer shows a new secret; the link into the connect portal carries one. */
    ArchRule aNewSecretIsShownInTwoPlaces() {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .resideOutsideOfPackages(access("issue"), keycloak("http"), keycloak("endusers"))
                .should()
                .accessTargetWhere(uses(NewSecret.class, "revealOnce"));
    }

    /** A call or a method reference. */
    private static DescribedPredicate<JavaAccess<?>> uses(Class<?> owner, String name) {
        return describe(
                owner.getSimpleName() + "." + name,
                (JavaAccess<?> access) -> access.getTargetOwner().isEquivalentTo(owner)
                        && access.getName().equals(name));
    }

    ArchRule aCapabilityShowsFactoriesAndResourcesOnly() {
        return classes()
                .that()
                .resideInAnyPackage(capabilities())
                .and(not(isAnEntrance()))
                .and(not(isInsideAHiddenOne()))
                .should()
                .notHaveModifier(JavaModifier.PUBLIC);
    }

    /** What is declared in an interface is public by the language, and no more reachable than the interface. */
    private static DescribedPredicate<JavaClass> isInsideAHiddenOne() {
        return describe(
                "inside a class that is not public",
                type -> type.getEnclosingClass()
                        .filter(outer -> !outer.getModifiers().contains(JavaModifier.PUBLIC)
                                || outer.getEnclosingClass()
                                        .filter(outermost ->
                                                !outermost.getModifiers().contains(JavaModifier.PUBLIC))
                                        .isPresent())
                        .isPresent());
    }

    private static DescribedPredicate<JavaClass> isAnEntrance() {
        return describe(
                "a factory, a resource, a JAX-RS provider or the naming of one resource",
                type -> type.getSimpleName().endsWith("Factory")
                        || type.getSimpleName().endsWith("Resource")
                        || type.isAnnotatedWith(Provider.class)
                        || type.getSimpleName().equals("Naming"));
    }
}
