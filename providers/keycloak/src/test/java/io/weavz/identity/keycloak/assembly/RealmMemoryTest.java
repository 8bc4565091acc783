package io.weavz.identity.keycloak.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.access.credential.LookupKeys;
import io.weavz.identity.access.credential.Secret;
import io.weavz.identity.access.plan.Plan;
import io.weavz.identity.access.registry.Organization;
import io.weavz.identity.keycloak.journey.DoorContext;
import io.weavz.identity.keycloak.journey.Finding;
import io.weavz.identity.keycloak.memory.Epochs;
import io.weavz.identity.keycloak.memory.Memory;
import io.weavz.identity.keycloak.memory.Trust;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RealmMemoryTest {
    /** As many as look up at a time. */
    private static final int TURNS = 16;

    private static final Organization ACME =
            new Organization("acme", "Acme", "acme", Plan.FREE, true, "service", Instant.EPOCH, Instant.EPOCH);

    private final Memory answers = new Memory(new Epochs(), new Always(), Clock.systemUTC(), 1_000);
    private final Memory doors = new Memory(new Epochs(), new Always(), Clock.systemUTC(), 10);
    private final Memory tokens = new Memory(new Epochs(), new Always(), Clock.systemUTC(), 10);
    private final RealmMemory memory = new RealmMemory(
            answers, doors, tokens, new LookupKeys(new byte[0]), "realm", answers.now(), () -> false, Supplier::get);

    private record Always() implements Trust {
        @Override
        public boolean believes() {
            return true;
        }

        @Override
        public boolean asks() {
            return true;
        }
    }

    @Test
    @DisplayName("case 56: look-ups that fill all turns do not wait for each other's organizations")
    void aLookUpTakesOneTurnThoughItAsksForAnOrganizationToo() throws Exception {
        CyclicBarrier allHaveTheirTurn = new CyclicBarrier(TURNS);
        CompletableFuture<?>[] herd = new CompletableFuture<?>[TURNS];
        for (int i = 0; i < TURNS; i++) {
            Secret secret = Secret.of("key " + i);
            herd[i] = CompletableFuture.runAsync(
                    () -> memory.credential(secret, () -> {
                        await(allHaveTheirTurn);
                        memory.organization("acme", () -> Finding.forgettable(Optional.of(ACME)));
                        return Finding.forgettable(Optional.empty());
                    }),
                    task -> new Thread(task).start());
        }

        assertThat(CompletableFuture.allOf(herd)).succeedsWithin(2, TimeUnit.SECONDS);
    }

    @Test
    @DisplayName("case 38: addresses that clients make up push out no answer")
    void doorsArePutElsewhere() {
        DoorContext door = new DoorContext("realm", null, null, null, "issuer", Map.of(), false);
        for (int i = 0; i < 100; i++) {
            memory.door(
                    "realm",
                    "http://" + i,
                    () -> new Finding<>(
                            Optional.of(door), Set.of("realm"), Instant.now().plusSeconds(60)));
        }

        assertThat(doors.figures().misses()).isEqualTo(100);
        assertThat(answers.figures().known()).isZero();
        assertThat(answers.figures().misses()).isZero();
    }

    @Test
    @DisplayName("case 38: tokens that are minted under addresses that clients make up push out no answer")
    void mintedTokensArePutElsewhere() {
        for (int i = 0; i < 100; i++) {
            memory.token(
                    "key http://" + i,
                    () -> new Finding<>(
                            Optional.of("token"), Set.of("acme"), Instant.now().plusSeconds(60)));
        }

        assertThat(tokens.figures().misses()).isEqualTo(100);
        assertThat(answers.figures().known()).isZero();
        assertThat(answers.figures().misses()).isZero();
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
