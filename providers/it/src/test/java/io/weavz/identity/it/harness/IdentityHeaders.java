package io.weavz.identity.it.harness;

import java.util.List;

/** The headers by which verify says who is calling, and which gateways strip from clients. */
public final class IdentityHeaders {
    public static final List<String> ALL = List.of(
            "X-Weavz-Org-Id",
            "X-Weavz-Org-Slug",
            "X-Weavz-Plan",
            "X-Weavz-Subject",
            "X-Weavz-Auth-Method",
            "X-Weavz-Credential-Id",
            "X-Weavz-Project-Ids",
            "X-Weavz-Scopes",
            "X-Weavz-End-User-Id",
            "X-Weavz-Mcp-Server-Id");

    private IdentityHeaders() {}
}
