package io.weavz.identity.client;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Verifies the short-lived JWT that a gateway gets from the verify door ({@code ?token=jwt}) or by token exchange, offline
 * against the realm's published keys. Only {@code Authorization} counts: whatever else a request carries, the gateway has
 * judged. A revocation counts here when the token ends.
 */
public final class JwtVerifier implements Verifier {

    private static final Verdict MISSING = new Verdict.Refused(Refusal.MISSING);
    private static final Verdict INVALID = new Verdict.Refused(Refusal.INVALID);
    private static final Verdict FORBIDDEN = new Verdict.Refused(Refusal.FORBIDDEN);
    private static final Verdict UNAVAILABLE = new Verdict.Unavailable(Duration.ofSeconds(1));
    private static final String SCHEME = "Bearer ";

    /** A token that was found to be good; its end is looked at again each time. */
    private record Good(Verdict.Granted verdict, Instant end) {}

    private final TokenRules rules;
    private final SigningKeys keys;
    private final InstantSource clock;
    private final Memory<Good> memory;
    private final MemoryKeys memoryKeys = new MemoryKeys();

    JwtVerifier(JwtOptions options, Supplier<Optional<String>> keyDocument, InstantSource clock) {
        this.rules = new TokenRules(options);
        this.keys = new SigningKeys(keyDocument, clock);
        this.clock = clock;
        this.memory = new Memory<>(options.cacheEntries());
    }

    public static JwtVerifier of(JwtOptions options) {
        return new JwtVerifier(options, new KeyDocument(options.keys(), options.timeout()), InstantSource.system());
    }

    @Override
    public Verdict verify(IncomingRequest request) {
        Presented presented = Presented.of(request);
        if (presented instanceof Presented.One one && one.cookies().isEmpty()) {
            Verdict verdict = one.authorization().map(this::ofAuthorization).orElse(INVALID);
            return verdict instanceof Verdict.Granted granted && !mayNameIts(granted.caller(), one.organization())
                    ? FORBIDDEN
                    : verdict;
        }
        return presented instanceof Presented.Unclear ? INVALID : MISSING;
    }

    private Verdict ofAuthorization(String value) {
        // RFC 9110, 11.1: the scheme is case-insensitive.
        return value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? ofToken(value.substring(SCHEME.length()))
                : INVALID;
    }

    private Verdict ofToken(String token) {
        MemoryKey key = memoryKeys.of(List.of(token));
        Instant now = clock.instant();
        // The memory has no end of its own: the token's is looked at by the clock, which may be set.
        Optional<Good> remembered = memory.get(key, 0).filter(good -> now.isBefore(good.end));
        return remembered.isPresent() ? remembered.get().verdict() : judged(token, key, now);
    }

    private Verdict judged(String token, MemoryKey key, Instant now) {
        Optional<SignedToken> read = SignedToken.read(token);
        Optional<TokenRules.Claimed> claimed = read.flatMap(signed -> rules.claimed(signed.claims(), now));
        if (claimed.isEmpty()) {
            return INVALID;
        }
        SigningKeys.Search search = keys.find(read.get().keyId(), claimed.get().made());
        if (search instanceof SigningKeys.Search.Found found && isSigned(read.get(), found.key())) {
            Verdict.Granted granted = new Verdict.Granted(claimed.get().caller());
            memory.put(
                    key,
                    new Good(granted, claimed.get().end()),
                    claimed.get().end().getEpochSecond());
            return granted;
        }
        return search instanceof SigningKeys.Search.Undecided ? UNAVAILABLE : INVALID;
    }

    private static boolean isSigned(SignedToken token, SigningKey key) {
        return token.algorithm() == key.algorithm()
                && key.algorithm().isGood(key.key(), token.signed(), token.signature());
    }

    private static boolean mayNameIts(Caller caller, Optional<String> organization) {
        return organization
                .map(name -> name.equals(caller.organizationId()) || name.equals(caller.organizationSlug()))
                .orElse(true);
    }

    @Override
    public String toString() {
        return "JwtVerifier";
    }
}
