package io.weavz.identity.access.registry;

import java.time.Instant;
import java.util.Optional;

/** A person in an organization; the id of the membership is the id of the user. */
public record Member(
        String userId,
        Role role,
        Optional<String> name,
        Optional<String> email,
        Optional<String> image,
        Instant createdAt) {}
