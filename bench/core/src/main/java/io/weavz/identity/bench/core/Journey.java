package io.weavz.identity.bench.core;

import io.weavz.identity.access.credential.CredentialKind;
import io.weavz.identity.access.credential.CredentialReader;
import io.weavz.identity.access.credential.Fingerprint;
import io.weavz.identity.access.credential.Fingerprinter;
import io.weavz.identity.access.credential.LookupKey;
import io.weavz.identity.access.credential.LookupKeys;
import io.weavz.identity.access.credential.Pepper;
import io.weavz.identity.access.credential.PresentedCredential;
import io.weavz.identity.access.credential.Reading;
import io.weavz.identity.access.credential.RequestCredentials;
import io.weavz.identity.access.credential.Secret;
import io.weavz.identity.access.decision.AccessDecision;
import io.weavz.identity.access.decision.AccessRequest;
import io.weavz.identity.access.decision.Decision;
import io.weavz.identity.access.decision.Door;
import io.weavz.identity.access.issue.SecretIssuer;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The journey of an API key step by step, over a book in memory. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Journey {

    private static final Pepper PEPPER = Pepper.of("a pepper of the benchmark, 32 or more");

    private final Fingerprinter fingerprinter = new Fingerprinter(PEPPER, Optional.empty());
    private final LookupKeys keys = new LookupKeys(new byte[32]);
    private final MemoryBook book = new MemoryBook(keys);
    private final AccessDecision decision = new AccessDecision(book, Clock.systemUTC(), Optional.empty());
    private final AccessDecision limiting = new AccessDecision(book, Clock.systemUTC(), Optional.of(new OneLimit()));
    private final RequestCredentials request;
    private final Secret secret;
    private final PresentedCredential presented;

    public Journey() {
        String key = new SecretIssuer(fingerprinter, new SecureRandom())
                .issue(CredentialKind.API_KEY)
                .revealOnce();
        request = RequestCredentials.bearer(key);
        secret = Secret.of(key);
        presented = ((Reading.Presented) CredentialReader.read(request)).credential();
        book.add(secret);
    }

    /** From the headers to a key whose shape and checksum are right. */
    @Benchmark
    public Reading read() {
        return CredentialReader.read(request);
    }

    /** Under what a node remembers the key: a salted SHA-256. */
    @Benchmark
    public LookupKey lookupKey() {
        return keys.of("ff0c1b1e-3f1a-4c8e-9d5e-1b1f3f0c5a11", secret);
    }

    /** SHA-256 and the HMAC over it, in hexadecimal digits: what a key is stored as, for one that is not remembered. */
    @Benchmark
    public Fingerprint fingerprint() {
        return fingerprinter.current(secret);
    }

    /** The rules, with the look-up in memory that they ask the book for. */
    @Benchmark
    public Decision decide() {
        return decision.decide(about(new Reading.Presented(presented)));
    }

    /** All of it: read, look up and decide. */
    @Benchmark
    public Decision whole() {
        return decision.decide(about(CredentialReader.read(request)));
    }

    /** All of it, with a limit of the organization that is never reached. */
    @Benchmark
    public Decision wholeWithLimit() {
        return limiting.decide(about(CredentialReader.read(request)));
    }

    private static AccessRequest about(Reading reading) {
        return new AccessRequest(Door.VERIFY, reading, List.of(), Optional.empty());
    }
}
