package io.weavz.identity.client;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the claims of a token must say; the signature is somebody else's business. */
final class TokenRules {

    /** What a token claims, within the rules. */
    record Claimed(Caller caller, Instant made, Instant end) {}

    private final JwtOptions options;

    TokenRules(JwtOptions options) {
        this.options = options;
    }

    Optional<Claimed> claimed(Members claims, Instant now) {
        Optional<Instant> made = claims.time("iat");
        Optional<Instant> end = claims.time("exp");
        boolean holds = claims.text("iss").filter(options.issuer()::equals).isPresent()
                && claims.texts("aud")
                        .filter(names -> names.contains(options.audience()))
                        .isPresent()
                && claims.text("typ").filter("Bearer"::equals).isPresent()
                && made.isPresent()
                && end.isPresent()
                && isNow(made.get(), end.get(), now)
                && hasBegun(claims, now);
        return holds ? caller(claims).map(caller -> new Claimed(caller, made.get(), end.get())) : Optional.empty();
    }

    /** RFC 7519, 4.1.4: at its end a token has ended. */
    private boolean isNow(Instant made, Instant end, Instant now) {
        return now.isBefore(end)
                && !made.isAfter(now.plus(options.leeway()))
                && !end.isAfter(made.plus(options.longestLife()));
    }

    private boolean hasBegun(Members claims, Instant now) {
        return !claims.has("nbf")
                || claims.time("nbf")
                        .filter(begin -> !begin.isAfter(now.plus(options.leeway())))
                        .isPresent();
    }

    /** A token of a session that Keycloak made itself lacks these: it belongs to the doors, not here. */
    private static Optional<Caller> caller(Members claims) {
        boolean complete = List.of("org_id", "org_slug", "plan", "sub", "auth_method", "credential_id").stream()
                .allMatch(name ->
                        claims.text(name).filter(text -> !text.isEmpty()).isPresent());
        // A list of projects that cannot be read must not become all projects.
        boolean readable = !claims.has("project_ids")
                || claims.texts("project_ids").filter(ids -> !ids.isEmpty()).isPresent();
        return complete && readable ? Optional.of(complete(claims)) : Optional.empty();
    }

    private static Caller complete(Members claims) {
        return new Caller(
                claims.text("org_id").orElseThrow(),
                claims.text("org_slug").orElseThrow(),
                claims.text("plan").orElseThrow(),
                claims.text("sub").orElseThrow(),
                claims.text("auth_method").orElseThrow(),
                claims.text("credential_id").orElseThrow(),
                claims.texts("project_ids").map(Set::copyOf).orElse(Set.of()),
                claims.text("scope")
                        .map(scope -> Set.copyOf(List.of(scope.split(" "))))
                        .orElse(Set.of()),
                claims.text("end_user_id"),
                claims.text("mcp_server_id"));
    }
}
