package io.weavz.identity.keycloak.http;

import java.util.regex.Pattern;
import org.keycloak.models.KeycloakSession;

/** Tells a request to one of our resources from one to Keycloak's. */
final class OurPaths {

    private static final Pattern OURS = Pattern.compile("/?realms/[^/]+/(api|mcp|health)(/.*)?");

    private OurPaths() {}

    static boolean contain(KeycloakSession session) {
        return OURS.matcher(session.getContext().getUri().getPath()).matches();
    }
}
