package io.weavz.identity.keycloak.dashboard;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.keycloak.headers.SecurityHeadersProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.urls.UrlType;

/**
 * The dashboard's files: one page at {@code /realms/{realm}/dashboard/}, whose views are in the fragment, and what it
 * loads below {@code assets/}. Nothing here knows a person; the page signs in and asks the API like any other client.
 */
public final class DashboardResource {

    /**
     * The page runs its own scripts and styles only, speaks to its own origin only, is framed by nobody, and turns text
     * into markup nowhere (Trusted Types).
     */
    private static final String POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'");

    private static final String FOR_GOOD = "public, max-age=31536000, immutable";
    private static final String FOR_NOBODY = "no-store";

    private final KeycloakSession session;

    public DashboardResource(KeycloakSession session) {
        this.session = session;
        // Keycloak's policy is for its own pages, and would replace ours.
        session.getProvider(SecurityHeadersProvider.class).options().skipHeaders();
    }

    /** Without the slash at its end, addresses relative to the page would miss it. */
    @GET
    public Response page() {
        String path = session.getContext().getUri().getRequestUri().getRawPath();
        if (!path.endsWith("/")) {
            return safe(Response.status(302).header(HttpHeaders.LOCATION, path + "/"))
                    .build();
        }
        return safe(Response.ok(Assets.bundled().page(realmPath()), "text/html; charset=utf-8"))
                .header("Content-Security-Policy", POLICY)
                .header("X-Frame-Options", "DENY")
                .header("Cache-Control", FOR_NOBODY)
                .build();
    }

    /**
     * The version in the address changes with every file, so browsers keep what they have for good. While nodes are
     * updated, one may be asked for the files of another's page: it answers with its own, which nobody keeps.
     */
    @GET
    @Path("assets/{version}/{name: .+}")
    public Response asset(
            @PathParam("version") String version,
            @PathParam("name") String name,
            @HeaderParam(HttpHeaders.ACCEPT_ENCODING) String encodings) {
        return Assets.bundled()
                .find(name)
                .map(asset -> answer(asset, encodings != null && encodings.contains("gzip"))
                        .header("Cache-Control", Assets.bundled().areOf(version) ? FOR_GOOD : FOR_NOBODY)
                        .build())
                .orElseGet(() -> safe(Response.status(404)).build());
    }

    private static Response.ResponseBuilder answer(Asset asset, boolean zipped) {
        Response.ResponseBuilder response = zipped
                ? Response.ok(asset.zipped()).header(HttpHeaders.CONTENT_ENCODING, "gzip")
                : Response.ok(asset.plain());
        return safe(response).type(asset.type()).header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    }

    private static Response.ResponseBuilder safe(Response.ResponseBuilder response) {
        return response.header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Cross-Origin-Resource-Policy", "same-origin");
    }

    /** A path, so that the page speaks to the origin that it came from. */
    private String realmPath() {
        return session.getContext()
                .getUri(UrlType.FRONTEND)
                .getBaseUriBuilder()
                .path("realms")
                .path(session.getContext().getRealm().getName())
                .build()
                .getRawPath();
    }
}
