package io.weavz.identity.keycloak.verify;

import io.weavz.identity.access.credential.CredentialReader;
import io.weavz.identity.access.credential.Reading;
import io.weavz.identity.access.decision.AccessRequest;
import io.weavz.identity.access.decision.Decision;
import io.weavz.identity.access.decision.DenialReason;
import io.weavz.identity.access.decision.Door;
import io.weavz.identity.access.decision.Identification;
import io.weavz.identity.access.decision.Principal;
import io.weavz.identity.keycloak.http.Answer;
import io.weavz.identity.keycloak.http.ApiError;
import io.weavz.identity.keycloak.http.JsonBody;
import io.weavz.identity.keycloak.http.Problem;
import io.weavz.identity.keycloak.http.Refusals;
import io.weavz.identity.keycloak.journey.Journey;
import io.weavz.identity.keycloak.journey.PlatformCall;
import io.weavz.identity.keycloak.journey.PrincipalClaims;
import io.weavz.identity.keycloak.journey.RequestReader;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;

/**
 * Verifies up to 100 credentials at once for a caller who may ask about others': {@code {"credentials":[{token,
 * organization?, server?}]}} gives {@code {"results":[…]}} in the same order, each {@code {allowed:true, …claims}} or
 * {@code {allowed:false, status, error, message}}. One bad credential changes nothing for the others.
 */
final class BatchVerification {

    private static final int MAX_CREDENTIALS = 100;

    private final KeycloakSession session;
    private final Journey journey;

    BatchVerification(KeycloakSession session) {
        this.session = session;
        this.journey = Journey.of(session);
    }

    Response answer(HttpHeaders headers, InputStream stream) {
        PlatformCall caller = caller();
        List<Map<String, Object>> results =
                JsonBody.read(headers, stream).objects("credentials", MAX_CREDENTIALS).stream()
                        .map(item -> result(caller, item))
                        .toList();
        return Answer.ok().with("results", results).build();
    }

    private PlatformCall caller() {
        Identification identification = journey.identify(new AccessRequest(
                Door.REST,
                RequestReader.read(session),
                List.of(),
                Optional.empty(),
                RequestReader.cookieMayCount(session)));
        if (identification instanceof Decision.Refused refused) {
            throw Problem.of(refused.reason());
        }
        return new PlatformCall(session, journey, ((Identification.Known) identification).credential()).verifier();
    }

    private Map<String, Object> result(PlatformCall caller, JsonBody item) {
        Reading reading = CredentialReader.ofToken(
                        item.optionalText("token", JsonBody.MAX_BYTES).orElse(""))
                .<Reading>map(Reading.Presented::new)
                .orElseGet(Reading.Malformed::new);
        Decision decision = journey.decide(new AccessRequest(
                Door.VERIFY,
                reading,
                item.optionalText("organization", 255).stream().toList(),
                item.optionalText("server", 255).flatMap(server -> ForwardedRequest.mcpServer("/mcp/" + server))));
        if (decision instanceof Decision.Granted granted) {
            return caller.mayKnow(granted.principal().organization().id())
                    ? allowed(granted.principal())
                    : refused(DenialReason.ORGANIZATION_NOT_ALLOWED);
        }
        return refused(((Decision.Refused) decision).reason());
    }

    private static Map<String, Object> allowed(Principal principal) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("allowed", true);
        result.put("sub", principal.subject().id());
        if (!principal.scopes().isEmpty()) {
            result.put("scope", PrincipalClaims.scope(principal));
        }
        result.putAll(PrincipalClaims.of(principal));
        return result;
    }

    private static Map<String, Object> refused(DenialReason reason) {
        ApiError error = Refusals.of(reason);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("allowed", false);
        result.put("status", error.status());
        result.put("error", error.category());
        result.put("message", error.text());
        return result;
    }
}
