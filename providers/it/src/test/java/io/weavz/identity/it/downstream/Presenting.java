package io.weavz.identity.it.downstream;

import io.weavz.identity.client.IncomingRequest;
import io.weavz.identity.it.harness.Http;
import java.util.List;
import java.util.stream.IntStream;

/** What requests of the tests present. */
final class Presenting {

    private Presenting() {}

    static IncomingRequest bearer(String token) {
        return headers("Authorization", "Bearer " + token);
    }

    /** A GET with these headers, from names and values in turn. */
    static IncomingRequest headers(String... namesAndValues) {
        return headers("GET", namesAndValues);
    }

    static IncomingRequest headers(String method, String[] namesAndValues) {
        return IncomingRequest.of(
                method,
                name -> IntStream.range(0, namesAndValues.length / 2)
                        .filter(i -> namesAndValues[2 * i].equalsIgnoreCase(name))
                        .mapToObj(i -> namesAndValues[2 * i + 1])
                        .toList());
    }

    /** What a gateway hands on instead of the credential: the signed JWT for the API. */
    static String jwt(String credential) {
        List<String> values = Http.get("/api/v1/verify?token=jwt")
                .bearer(credential)
                .expect(200)
                .headers()
                .get("Authorization");
        return values.get(0).substring("Bearer ".length());
    }
}
