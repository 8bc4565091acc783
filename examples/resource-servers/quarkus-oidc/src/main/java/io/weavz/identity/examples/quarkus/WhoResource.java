package io.weavz.identity.examples.quarkus;

import io.quarkus.oidc.TokenIntrospection;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonString;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Says which organization is calling. */
@Path("/")
@Authenticated
public class WhoResource {

    private static final JsonString AUDIENCE = Json.createValue("weavz-api");

    @Inject
    SecurityIdentity identity;

    @GET
    @Produces(MediaType.TEXT_PLAIN)
    public String who() {
        if (identity.getPrincipal() instanceof JsonWebToken token && token.containsClaim("org_id")) {
            return token.getClaim("org_id").toString();
        }
        TokenIntrospection answer = identity.getAttribute("introspection");
        // Of an introspected token quarkus-oidc does not look at the audience.
        if (!answer.getArray("aud").contains(AUDIENCE)) {
            throw new NotAuthorizedException("Bearer error=\"invalid_token\"");
        }
        return answer.getString("org_id");
    }
}
