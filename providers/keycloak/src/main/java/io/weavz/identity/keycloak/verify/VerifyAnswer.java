package io.weavz.identity.keycloak.verify;

import io.weavz.identity.access.decision.Principal;
import io.weavz.identity.keycloak.http.Json;
import io.weavz.identity.keycloak.http.PlainAnswer;
import io.weavz.identity.keycloak.journey.PrincipalClaims;
import java.util.Map;
import java.util.Optional;

/** Who is calling, as gateways read it: 200 with the full set of {@link IdentityHeaders}. */
final class VerifyAnswer {

    private VerifyAnswer() {}

    /** @param jwt a token for the API behind the gateway, as its {@code Authorization} */
    static PlainAnswer granted(Principal principal, Optional<String> jwt) {
        Map<String, String> headers = IdentityHeaders.of(principal);
        jwt.ifPresent(token -> headers.put("Authorization", "Bearer " + token));
        // The body is for people with curl; gateways read the headers.
        return PlainAnswer.ok(headers, Json.write(PrincipalClaims.of(principal)));
    }
}
