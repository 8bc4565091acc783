package io.weavz.identity.keycloak.assembly;

import io.weavz.identity.access.credential.Fingerprinter;
import io.weavz.identity.access.credential.LookupKeys;
import io.weavz.identity.access.credential.SessionSigner;
import io.weavz.identity.access.issue.SecretIssuer;
import io.weavz.identity.access.plan.RateLimits;
import io.weavz.identity.keycloak.journey.AddressLimits;
import io.weavz.identity.keycloak.journey.Settings;
import io.weavz.identity.keycloak.memory.Memory;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * What all requests share.
 *
 * @param keys under which the memory keeps what it knows
 * @param life how long it keeps it when nothing changes
 * @param workers counts what workers answer
 * @param eventLoop counts what the event loop answers
 */
record Assembly(
        Settings settings,
        Clock clock,
        Fingerprinter fingerprinter,
        SecretIssuer issuer,
        SessionSigner sessionSigner,
        AddressLimits addressLimits,
        RateLimits rateLimits,
        Optional<BootstrapServiceKey> bootstrap,
        WriteBehind writeBehind,
        Changes changes,
        ClusterNodes nodes,
        Memory memory,
        Memory doors,
        Memory tokens,
        LookupKeys keys,
        Duration life,
        DecisionCounter workers,
        DecisionCounter eventLoop) {}
