package io.weavz.identity.client.servlet;

import io.weavz.identity.client.IncomingRequest;
import io.weavz.identity.client.Reply;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;

/** The client's requests and replies in the terms of Jakarta Servlet. */
public final class ServletExchange {

    private ServletExchange() {}

    public static IncomingRequest request(HttpServletRequest request) {
        return IncomingRequest.of(request.getMethod(), name -> Collections.list(request.getHeaders(name)));
    }

    /** Ends the request with this reply, unless its answer is on its way already. */
    public static void answer(HttpServletResponse response, Reply reply) throws IOException {
        response.resetBuffer();
        response.setStatus(reply.status());
        reply.headers().forEach(response::setHeader);
        byte[] body = reply.body().getBytes(StandardCharsets.US_ASCII);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
