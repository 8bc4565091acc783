package io.weavz.identity.keycloak.device;

import io.weavz.identity.keycloak.http.Answer;
import io.weavz.identity.keycloak.http.ApiError;
import io.weavz.identity.keycloak.http.Problem;
import io.weavz.identity.keycloak.journey.LiveSessions;
import io.weavz.identity.keycloak.journey.PlatformCall;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.managers.UserSessionManager;

/** The sign-ins of a person's devices, seen and ended by the person. */
public final class DevicesResource {

    private final PlatformCall call;
    private final UserModel person;

    public DevicesResource(PlatformCall call) {
        this.call = call;
        this.person = call.person();
    }

    @GET
    public Response list() {
        List<DeviceView> devices = devices().stream().map(DeviceView::of).toList();
        return Answer.ok()
                .with("devices", devices)
                .with("total", devices.size())
                .build();
    }

    /** Somebody else's is a missing one. */
    @DELETE
    @Path("{id}")
    public Response end(@PathParam("id") String id) {
        end(devices().stream()
                .filter(device -> device.getId().equals(id))
                .findFirst()
                .orElseThrow(() -> Problem.of(ApiError.NOT_FOUND)));
        return Answer.deleted(id);
    }

    /** {@code total} says how many have ended. */
    @DELETE
    public Response endAll() {
        List<UserSessionModel> devices = devices();
        devices.forEach(this::end);
        return Answer.ok().with("deleted", true).with("total", devices.size()).build();
    }

    private List<UserSessionModel> devices() {
        return LiveSessions.of(call.session()).ofDevices(person).toList();
    }

    /** Not by Keycloak's logout, which would end the session of the browser that approved it too. */
    private void end(UserSessionModel device) {
        new UserSessionManager(call.session()).revokeOfflineUserSession(device);
        call.changed(OperationType.DELETE, "users/" + person.getId() + "/devices/" + device.getId());
    }
}
