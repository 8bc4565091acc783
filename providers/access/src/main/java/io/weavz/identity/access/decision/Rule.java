package io.weavz.identity.access.decision;

import io.weavz.identity.access.credential.PresentedCredential;
import io.weavz.identity.access.credential.Reading;
import io.weavz.identity.access.lookup.KnownCredential;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One reason to refuse a known credential. */
@FunctionalInterface
interface Rule {

    boolean refuses(AccessRequest request, KnownCredential credential, Instant now);

    /** A rule and what it says when it refuses. */
    record Named(DenialReason reason, Rule rule) {}

    /** The rules in the order of their precedence. */
    List<Named> ORDERED = List.of(
            new Named(DenialReason.DISABLED, (request, credential, now) -> !credential.enabled()),
            // At the very instant of expiry a credential is expired.
            new Named(
                    DenialReason.EXPIRED,
                    (request, credential, now) -> credential
                            .expiresAt()
                            .map(end -> !now.isBefore(end))
                            .orElse(false)),
            new Named(DenialReason.UNTRUSTED_ORIGIN, (request, credential, now) -> isForged(request)),
            new Named(
                    DenialReason.WRONG_DOOR,
                    (request, credential, now) -> !request.door().admits(credential.method())),
            new Named(DenialReason.WRONG_MCP_SERVER, Rule::isForAnotherServer),
            new Named(
                    DenialReason.MCP_MODE,
                    (request, credential, now) ->
                            credential.mcp().map(mcp -> !mcp.modeAllows()).orElse(false)),
            new Named(
                    DenialReason.MCP_SERVER_SUSPENDED,
                    (request, credential, now) ->
                            credential.mcp().map(mcp -> !mcp.live()).orElse(false)),
            new Named(
                    DenialReason.END_USER_DISABLED,
                    (request, credential, now) -> credential
                            .endUser()
                            .map(endUser -> !endUser.enabled())
                            .orElse(false)));

    /** Cross-site request forgery: a cookie that some page made a browser send. */
    private static boolean isForged(AccessRequest request) {
        return request.reading() instanceof Reading.Presented presented
                && presented.credential() instanceof PresentedCredential.SessionCookie
                && !request.cookieMayCount();
    }

    private static boolean isForAnotherServer(AccessRequest request, KnownCredential credential, Instant now) {
        Optional<String> own = credential.mcp().map(KnownCredential.McpBinding::serverId);
        // At verify an MCP token must name its server; a key or a session is none of a server's credentials.
        return request.door() == Door.VERIFY && !own.equals(request.mcpServerId());
    }
}
