package io.weavz.identity.it.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An HTTP answer of any status. Header names are compared without case. */
public record Answer(String request, int status, Map<String, List<String>> headers, String body) {
    public Answer {
        Map<String, List<String>> caseless = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        caseless.putAll(headers);
        headers = caseless;
    }

    public JsonNode json() {
        return Json.parse(body);
    }

    /** A value by JSON pointer, as text; a missing one fails the test. */
    public String text(String pointer) {
        JsonNode node = json().at(pointer);
        if (node.isMissingNode() || node.isNull()) {
            throw new AssertionError("No " + pointer + " in " + this);
        }
        return node.asText();
    }

    /** The first value of a header. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** This answer, if its status is the expected one; otherwise the test fails and shows the whole answer. */
    public Answer expect(int expected) {
        if (status != expected) {
            throw new AssertionError("Expected status " + expected + " but was: " + this);
        }
        return this;
    }
}
