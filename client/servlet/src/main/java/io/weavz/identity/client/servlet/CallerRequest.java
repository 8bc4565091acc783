package io.weavz.identity.client.servlet;

import io.weavz.identity.client.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.security.Principal;

/** A request whose user is the caller. */
final class CallerRequest extends HttpServletRequestWrapper {

    private final Caller caller;

    CallerRequest(HttpServletRequest request, Caller caller) {
        super(request);
        this.caller = caller;
    }

    @Override
    public Principal getUserPrincipal() {
        return caller::subject;
    }

    @Override
    public String getRemoteUser() {
        return caller.subject();
    }

    @Override
    public String getAuthType() {
        return caller.authMethod();
    }

    /** The service knows scopes and projects, no roles. */
    @Override
    public boolean isUserInRole(String role) {
        return false;
    }
}
