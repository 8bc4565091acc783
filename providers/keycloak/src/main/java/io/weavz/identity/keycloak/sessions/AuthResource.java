package io.weavz.identity.keycloak.sessions;

import static io.weavz.identity.keycloak.sessions.AuthAnswer.object;

import io.weavz.identity.keycloak.http.JsonBody;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.KeycloakSession;

/**
 * The route table of {@code /api/auth}, as an unmodified better-auth client calls it. Each request is within its limits
 * and not forged before a route is looked for; what is not here is 404 and nothing.
 */
public final class AuthResource {

    private final AuthCall opened;

    public AuthResource(KeycloakSession session) {
        this.opened = AuthCall.open(session);
    }

    /** For all routes but three: while the realm is switched off nobody comes in, and whoever is in may leave. */
    private AuthCall call() {
        return opened.inLivingRealm();
    }

    @GET
    @Path("ok")
    public Response ok() {
        return AuthAnswer.json(opened, object("ok", true));
    }

    @POST
    @Path("sign-up/email")
    public Response signUp(InputStream body) {
        call().limit().password("sign-up");
        call().origins().checkSignIn();
        return new SignInRoutes(call()).signUp(form(body));
    }

    @POST
    @Path("sign-in/email")
    public Response signIn(InputStream body) {
        call().limit().password("sign-in");
        call().origins().checkSignIn();
        return new SignInRoutes(call()).signIn(form(body));
    }

    @POST
    @Path("sign-in/social")
    public Response signInSocial(InputStream body) {
        call().limit().password("sign-in-social");
        return new SignInRoutes(call()).signInSocial(json(body));
    }

    @GET
    @Path("callback/{provider}")
    public Response callback(@PathParam("provider") String provider, @Context UriInfo uri) {
        return new CallbackRoute(call(), provider).answer(uri.getQueryParameters());
    }

    /** Some providers post; the browser comes again with GET, and with its cookies. */
    @POST
    @Path("callback/{provider}")
    public Response callbackByForm(@PathParam("provider") String provider, InputStream body) {
        StringBuilder address = new StringBuilder(
                call().address() + "/callback/" + URLEncoder.encode(provider, StandardCharsets.UTF_8));
        JsonBody form = form(body);
        for (String name : new String[] {"code", "state", "error"}) {
            form.optionalText(name, 2048).ifPresent(value -> {
                String longer = CallbackRoute.withQuery(address.toString(), name, value);
                address.setLength(0);
                address.append(longer);
            });
        }
        return AuthAnswer.redirect(call(), address.toString());
    }

    @GET
    @Path("error")
    public Response error(@QueryParam("error") String error) {
        String word = error != null && error.matches("[A-Za-z_]{1,64}") ? error : "unknown";
        return call().keycloak()
                .getProvider(LoginFormsProvider.class)
                .setError("weavzSignInFailed", word)
                .createErrorPage(Response.Status.BAD_REQUEST);
    }

    @POST
    @Path("sign-out")
    public Response signOut(InputStream body) {
        json(body);
        return new SessionRoutes(opened).signOut();
    }

    @GET
    @Path("get-session")
    public Response session() {
        return new SessionRoutes(opened).current();
    }

    @GET
    @Path("list-sessions")
    public Response sessions() {
        return new SessionRoutes(call()).list();
    }

    @POST
    @Path("revoke-session")
    public Response revoke(InputStream body) {
        return new SessionRoutes(call()).revoke(json(body));
    }

    @POST
    @Path("revoke-sessions")
    public Response revokeAll(InputStream body) {
        json(body);
        return new SessionRoutes(call()).revokeAll();
    }

    @POST
    @Path("revoke-other-sessions")
    public Response revokeOthers(InputStream body) {
        json(body);
        return new SessionRoutes(call()).revokeOthers();
    }

    @POST
    @Path("update-user")
    public Response updateUser(InputStream body) {
        return new AccountRoutes(call()).update(json(body));
    }

    @POST
    @Path("change-password")
    public Response changePassword(InputStream body) {
        call().limit().password("change-password");
        return new AccountRoutes(call()).changePassword(json(body));
    }

    @GET
    @Path("list-accounts")
    public Response accounts() {
        return new AccountRoutes(call()).listAccounts();
    }

    @POST
    @Path("link-social")
    public Response linkSocial(InputStream body) {
        return new SignInRoutes(call()).linkSocial(json(body), call().signedIn());
    }

    @POST
    @Path("unlink-account")
    public Response unlink(InputStream body) {
        return new AccountRoutes(call()).unlink(json(body));
    }

    @POST
    @Path("request-password-reset")
    public Response requestReset(InputStream body) {
        call().limit().mail("reset");
        return new MailRoutes(call()).requestReset(json(body));
    }

    /** The name that older clients know. */
    @POST
    @Path("forget-password")
    public Response forgetPassword(InputStream body) {
        return requestReset(body);
    }

    @GET
    @Path("reset-password/{token}")
    public Response openReset(@PathParam("token") String token, @QueryParam("callbackURL") String callback) {
        return new MailRoutes(call()).openReset(token, callback);
    }

    @POST
    @Path("reset-password")
    public Response reset(InputStream body, @QueryParam("token") String token) {
        return new MailRoutes(call()).reset(json(body), token);
    }

    @POST
    @Path("send-verification-email")
    public Response requestVerification(InputStream body) {
        call().limit().mail("verification");
        return new MailRoutes(call()).requestVerification(json(body));
    }

    @GET
    @Path("verify-email")
    public Response verify(@QueryParam("token") String token, @QueryParam("callbackURL") String callback) {
        return new MailRoutes(call()).verify(token, callback);
    }

    @Path("organization")
    public AuthOrganizationResource organization() {
        return new AuthOrganizationResource(call());
    }

    @Path("api-key")
    public AuthApiKeyResource apiKey() {
        return new AuthApiKeyResource(call());
    }

    private JsonBody json(InputStream body) {
        return opened.body(body);
    }

    private JsonBody form(InputStream body) {
        return AuthBody.jsonOrForm(opened.keycloak().getContext().getHttpRequest(), body);
    }
}
