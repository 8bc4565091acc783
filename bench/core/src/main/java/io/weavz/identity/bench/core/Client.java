package io.weavz.identity.bench.core;

import com.sun.net.httpserver.HttpServer;
import io.weavz.identity.client.DoorOptions;
import io.weavz.identity.client.DoorVerifier;
import io.weavz.identity.client.IncomingRequest;
import io.weavz.identity.client.JwtOptions;
import io.weavz.identity.client.JwtVerifier;
import io.weavz.identity.client.Verdict;
import io.weavz.identity.client.Verifier;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What weavz-identity-client costs a service once it remembers a credential. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Client {

    private static final String KEY = "Bearer wvz_" + "a".repeat(38);

    private HttpServer service;
    private DoorVerifier door;
    private JwtVerifier jwt;
    private IncomingRequest withKey;
    private IncomingRequest withToken;

    @Setup
    public void start() throws IOException, GeneralSecurityException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String url = "http://127.0.0.1:" + service.getAddress().getPort();
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        service.createContext("/api/v1/verify", exchange -> {
            List.of("Org-Id", "Org-Slug", "Plan", "Subject", "Auth-Method", "Credential-Id")
                    .forEach(name -> exchange.getResponseHeaders().add("X-Weavz-" + name, "some"));
            List.of("Project-Ids", "Scopes", "End-User-Id", "Mcp-Server-Id")
                    .forEach(name -> exchange.getResponseHeaders().add("X-Weavz-" + name, ""));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        byte[] keys = keys((RSAPublicKey) pair.getPublic()).getBytes(StandardCharsets.US_ASCII);
        service.createContext("/keys", exchange -> {
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        service.start();
        door = DoorVerifier.of(DoorOptions.of(URI.create(url)).withCache(Duration.ofMinutes(1), 10_000));
        jwt = JwtVerifier.of(JwtOptions.of("https://issuer").withKeys(URI.create(url + "/keys")));
        withKey = request(KEY);
        withToken = request("Bearer " + token(pair));
        requireGranted(door, withKey);
        requireGranted(jwt, withToken);
    }

    @TearDown
    public void stop() {
        requireGranted(door, withKey);
        requireGranted(jwt, withToken);
        service.stop(0);
    }

    /** An API key whose answer is remembered: read, hash, look up. */
    @Benchmark
    public Verdict clientByKey() {
        return door.verify(withKey);
    }

    /** A gateway's JWT that was verified before. */
    @Benchmark
    public Verdict clientByJwt() {
        return jwt.verify(withToken);
    }

    private static void requireGranted(Verifier verifier, IncomingRequest request) {
        Verdict verdict = verifier.verify(request);
        if (!(verdict instanceof Verdict.Granted)) {
            throw new IllegalStateException("Measured nothing but " + verdict);
        }
    }

    /** With the headers that a browser or a client library adds. */
    private static IncomingRequest request(String authorization) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        List.of("Host", "User-Agent", "Accept", "Accept-Encoding", "Connection")
                .forEach(name -> headers.put(name, List.of("some")));
        headers.put("Authorization", List.of(authorization));
        return IncomingRequest.of("GET", name -> headers.getOrDefault(name, List.of()));
    }

    private static String keys(RSAPublicKey key) {
        return "{\"keys\":[{\"kid\":\"k\",\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"n\":\""
                + base64(key.getModulus().toByteArray()) + "\",\"e\":\""
                + base64(key.getPublicExponent().toByteArray()) + "\"}]}";
    }

    private static String token(KeyPair pair) throws GeneralSecurityException {
        long now = Instant.now().getEpochSecond();
        String text = base64("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"k\"}")
                + "."
                + base64("{\"iss\":\"https://issuer\",\"aud\":\"weavz-api\",\"typ\":\"Bearer\",\"iat\":" + now
                        + ",\"exp\":"
                        + (now + 300) + ",\"sub\":\"0f3b8a52-5f0e-4d1c-9a55-0e8f6f3f1f10\","
                        + "\"org_id\":\"8a0c2f7e-1f7a-4a33-b9a5-5b0c5b1d3a10\",\"org_slug\":\"acme\","
                        + "\"plan\":\"pro\",\"auth_method\":\"api_key\","
                        + "\"credential_id\":\"c1f5d9a0-77a1-4f0b-8f43-8a4b8f1d2e10\"}");
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(pair.getPrivate());
        signature.update(text.getBytes(StandardCharsets.US_ASCII));
        return text + "." + base64(signature.sign());
    }

    private static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
