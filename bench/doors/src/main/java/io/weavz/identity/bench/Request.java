package io.weavz.identity.bench;

import java.util.Optional;

/** A request as it goes over the wire: the same each time, or with a piece of its own each time. */
record Request(String head, Optional<Pieces> pieces, String tail) {
    private static final String END = "\r\n\r\n";

    /** Without a body; each header is a whole line. */
    static Request get(Target target, String path, String... headers) {
        return new Request(start("GET", target, path, headers) + END, Optional.empty(), "");
    }

    /** Without a body; the piece stands at the end of the last header. */
    static Request get(Target target, Pieces pieces, String path, String... headers) {
        return new Request(start("GET", target, path, headers), Optional.of(pieces), END);
    }

    /** Without a body; the piece begins in the path and ends in a header. */
    static Request getFrom(Target target, Pieces pieces, String path) {
        return new Request("GET " + path, Optional.of(pieces), "\r\nHost: " + host(target) + END);
    }

    static Request form(Target target, String path, String body) {
        return new Request(formHead(target, path, body.length()) + body, Optional.empty(), "");
    }

    /** The piece is the value of the last field. */
    static Request form(Target target, Pieces pieces, String path, String body) {
        return new Request(formHead(target, path, body.length() + pieces.width()) + body, Optional.of(pieces), "");
    }

    private static String formHead(Target target, String path, int length) {
        return start(
                        "POST",
                        target,
                        path,
                        "Content-Type: application/x-www-form-urlencoded",
                        "Content-Length: " + length)
                + END;
    }

    private static String start(String method, Target target, String path, String... headers) {
        StringBuilder text = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: " + host(target));
        for (String header : headers) {
            text.append("\r\n").append(header);
        }
        return text.toString();
    }

    private static String host(Target target) {
        return target.url().getAuthority();
    }
}
