package io.weavz.identity.client;

import java.util.List;
import java.util.function.Function;

/** What a verifier sees of a request: its method, and its headers with every value they came with. */
public final class IncomingRequest {

    private final String method;
    private final Function<String, List<String>> headers;

    private IncomingRequest(String method, Function<String, List<String>> headers) {
        this.method = method;
        this.headers = headers;
    }

    /**
     * @param headers the values of a header, whatever the case of its name, in the order they came; an empty list for a
     *     header that is not there. A second value must not be left out: two credentials are ambiguous
     */
    public static IncomingRequest of(String method, Function<String, List<String>> headers) {
        return new IncomingRequest(method, headers);
    }

    String method() {
        return method;
    }

    /** Every value of a header; an empty list when it is not there. */
    public List<String> values(String header) {
        return headers.apply(header);
    }

    /** Says nothing of the headers, which are secrets. */
    @Override
    public String toString() {
        return "IncomingRequest[" + method + "]";
    }
}
