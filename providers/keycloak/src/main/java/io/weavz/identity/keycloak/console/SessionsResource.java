package io.weavz.identity.keycloak.console;

import io.weavz.identity.access.registry.Page;
import io.weavz.identity.keycloak.http.Answer;
import io.weavz.identity.keycloak.http.ApiError;
import io.weavz.identity.keycloak.http.Problem;
import io.weavz.identity.keycloak.http.Query;
import io.weavz.identity.keycloak.journey.LiveSessions;
import io.weavz.identity.keycloak.journey.PlatformCall;
import io.weavz.identity.keycloak.journey.UserIds;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserProvider;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.managers.AuthenticationManager;

/** The sessions of everybody in the realm, and their end. */
public final class SessionsResource {

    private final PlatformCall call;
    private final LiveSessions live;

    public SessionsResource(PlatformCall call) {
        this.call = call.administrator();
        this.live = LiveSessions.of(call.session());
    }

    /**
     * {@code ?person&limit&offset}: those of the person with this id, address or user name, else all, used latest first.
     * {@code total} counts what has expired and is not removed yet.
     */
    @GET
    public Response list(@Context UriInfo uri) {
        Query query = new Query(uri.getQueryParameters());
        Page<UserSessionModel> page =
                query.text("person", 255).map(this::ofPerson).orElseGet(() -> newest(query));
        return Answer.ok()
                .with(
                        "sessions",
                        page.map(session -> SessionView.of(
                                        session, live, call.credential().id()))
                                .items())
                .with("total", page.total())
                .build();
    }

    private Page<UserSessionModel> newest(Query query) {
        Page<String> ids = call.journey().signedInSessions().ids(query.slice());
        return new Page<>(
                ids.items().stream().flatMap(id -> live.find(id).stream()).toList(), ids.total());
    }

    private Page<UserSessionModel> ofPerson(String name) {
        List<UserSessionModel> sessions =
                user(name).stream().flatMap(live::ofUser).toList();
        return new Page<>(sessions, sessions.size());
    }

    private Optional<UserModel> user(String name) {
        RealmModel realm = call.session().getContext().getRealm();
        UserProvider users = call.session().users();
        return UserIds.plausible(name)
                .map(id -> users.getUserById(realm, id))
                .or(() -> Optional.ofNullable(users.getUserByEmail(realm, name)))
                .or(() -> Optional.ofNullable(users.getUserByUsername(realm, name)));
    }

    /** Ends it in Keycloak, and with it every client of the realm; its cookie and its tokens are refused from then on. */
    @DELETE
    @Path("{id}")
    public Response end(@PathParam("id") String id) {
        UserSessionModel found = live.find(id).orElseThrow(() -> Problem.of(ApiError.NOT_FOUND));
        call.changed(OperationType.DELETE, "users/" + found.getUser().getId() + "/sessions/" + id);
        AuthenticationManager.backchannelLogout(call.session(), found, true);
        return Answer.deleted(id);
    }
}
