package io.weavz.identity.keycloak.http;

import java.util.regex.Pattern;
import org.keycloak.models.KeycloakSession;

/** Tells a request to one of our resources from one to Keycloak's. */
public final class OurPaths {

    private static final Pattern OURS = Pattern.compile("/?realms/[^/]+/(api|mcp|health)(/.*)?");
    private static final Pattern AUTH = Pattern.compile("/?realms/[^/]+/api/auth(/.*)?");

    private static final Pattern OAUTHS = Pattern.compile("/?realms/[^/]+/oauth(/.*)?");

    private OurPaths() {}

    /** Paths where the standards of OAuth say what an error looks like. */
    static boolean areOauths(KeycloakSession session) {
        return OAUTHS.matcher(session.getContext().getUri().getPath()).matches();
    }

    public static boolean contain(KeycloakSession session) {
        return OURS.matcher(session.getContext().getUri().getPath()).matches();
    }

    /** Whether the path is below {@code /api/auth}, where answers have better-auth's shape. */
    public static boolean areAuth(KeycloakSession session) {
        return AUTH.matcher(session.getContext().getUri().getPath()).matches();
    }
}
