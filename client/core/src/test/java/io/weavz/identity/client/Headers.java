package io.weavz.identity.client;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Requests for tests, from names and values in turn. */
final class Headers {

    private Headers() {}

    static IncomingRequest request(String... namesAndValues) {
        return request("GET", List.of(namesAndValues));
    }

    static IncomingRequest request(String method, List<String> namesAndValues) {
        return IncomingRequest.of(
                method,
                name -> IntStream.range(0, namesAndValues.size() / 2)
                        .filter(i -> namesAndValues.get(2 * i).equalsIgnoreCase(name))
                        .mapToObj(i -> namesAndValues.get(2 * i + 1))
                        .toList());
    }

    /** A good answer of the verify door, with changes from names and values in turn. */
    static List<String> identity(String... changes) {
        List<String> all = Arrays.asList(
                "X-Weavz-Org-Id", "org-1",
                "X-Weavz-Org-Slug", "acme",
                "X-Weavz-Plan", "pro",
                "X-Weavz-Subject", "service-user",
                "X-Weavz-Auth-Method", "api_key",
                "X-Weavz-Credential-Id", "key-1",
                "X-Weavz-Project-Ids", "",
                "X-Weavz-Scopes", "",
                "X-Weavz-End-User-Id", "",
                "X-Weavz-Mcp-Server-Id", "");
        for (int i = 0; i < changes.length; i += 2) {
            all.set(all.indexOf(changes[i]) + 1, changes[i + 1]);
        }
        return all;
    }
}
