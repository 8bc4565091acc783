package io.weavz.identity.keycloak.sessions;

import static io.weavz.identity.keycloak.sessions.AuthAnswer.object;

import io.weavz.identity.access.registry.Invitation;
import io.weavz.identity.access.registry.Member;
import io.weavz.identity.access.registry.Organization;
import io.weavz.identity.access.registry.OrganizationProfile;
import io.weavz.identity.keycloak.http.Json;
import java.util.Map;
import java.util.Optional;

/** Organizations, members and invitations as better-auth shows them (contract, better-auth 1.5). */
final class AuthViews {

    private AuthViews() {}

    /** With the metadata as an object: create and update answer so. */
    static Map<String, Object> made(Organization organization, OrganizationProfile profile) {
        return organization(organization, profile, profile.metadata().map(Json::stored));
    }

    /** With the metadata as the text of its JSON: everything else answers so. */
    static Map<String, Object> listed(Organization organization, OrganizationProfile profile) {
        return organization(organization, profile, profile.metadata());
    }

    private static Map<String, Object> organization(
            Organization organization, OrganizationProfile profile, Optional<?> metadata) {
        return object(
                "id", organization.id(),
                "name", organization.name(),
                "slug", organization.slug(),
                "logo", profile.logo(),
                "createdAt", organization.createdAt(),
                "metadata", metadata);
    }

    static Map<String, Object> member(Member member, String organizationId) {
        return object(
                "id", member.userId(),
                "organizationId", organizationId,
                "userId", member.userId(),
                "role", member.role().wireName(),
                "createdAt", member.createdAt());
    }

    static Map<String, Object> memberWithUser(Member member, String organizationId) {
        Map<String, Object> view = member(member, organizationId);
        view.put(
                "user",
                object(
                        "id", member.userId(),
                        "name", member.name().orElse(""),
                        "email", member.email().orElse(""),
                        "image", member.image()));
        return view;
    }

    static Map<String, Object> invitation(Invitation invitation) {
        return object(
                "id", invitation.id(),
                "organizationId", invitation.organizationId(),
                "email", invitation.email(),
                "role", invitation.role().wireName(),
                "status", invitation.status().wireName(),
                "expiresAt", invitation.expiresAt(),
                "createdAt", invitation.createdAt(),
                "inviterId", invitation.inviterId());
    }
}
