package io.weavz.identity.planted.keycloak.verify;

import io.weavz.identity.access.credential.Secret;
import io.weavz.identity.access.issue.NewSecret;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;

/** Breaks: each way to the time, the environment and randomness that the assembly keeps to itself. */
final class PlantedSources {
    Clock utc() {
        return Clock.systemUTC();
    }

    Clock local() {
        return Clock.systemDefaultZone();
    }

    Clock ticking() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }

    Supplier<Instant> byReference() {
        return Instant::now;
    }

    LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    long millis() {
        return System.currentTimeMillis();
    }

    long nanos() {
        return System.nanoTime();
    }

    String variable() {
        return System.getenv("HOME");
    }

    Map<String, String> variables() {
        return System.getenv();
    }

    Random secure() {
        return new SecureRandom();
    }

    Random seeded() {
        return new SecureRandom(new byte[1]);
    }

    Random plain() {
        return new Random(1);
    }

    int threads() {
        return ThreadLocalRandom.current().nextInt();
    }

    long keycloaksTime() {
        return org.keycloak.common.util.Time.currentTimeMillis();
    }

    Function<Secret, String> revealed() {
        return Secret::reveal;
    }

    String shown(NewSecret secret) {
        return secret.revealOnce();
    }
}
