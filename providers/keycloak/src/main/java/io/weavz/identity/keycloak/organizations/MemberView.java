package io.weavz.identity.keycloak.organizations;

import io.weavz.identity.access.registry.Member;
import java.time.Instant;
import java.util.Optional;

/** A member on the wire. */
record MemberView(
        String id,
        String organizationId,
        String userId,
        String role,
        Optional<String> userName,
        Optional<String> userEmail,
        Optional<String> userImage,
        Instant createdAt) {

    static MemberView of(Member member, String organizationId) {
        return new MemberView(
                member.userId(),
                organizationId,
                member.userId(),
                member.role().wireName(),
                member.name(),
                member.email(),
                member.image(),
                member.createdAt());
    }
}
