package io.weavz.identity.keycloak.device;

import io.weavz.identity.keycloak.device.Choices.Choice;
import io.weavz.identity.keycloak.journey.Journey;
import io.weavz.identity.keycloak.journey.McpAddress;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.OAuth2DeviceUserCodeProvider;
import org.keycloak.protocol.oidc.grants.device.DeviceGrantType;

/**
 * Asks, after the sign-in and before the approval, which workspace a device gets. A required action and no step of a
 * flow: whoever comes back from a social login, a registration or a forgotten password is past the flow's steps.
 */
final class ChooseWorkspace implements RequiredActionProvider {

    private static final String FIELD = "workspace";

    @Override
    public void evaluateTriggers(RequiredActionContext context) {
        boolean open = DeviceLogin.of(context.getSession(), context.getAuthenticationSession())
                .filter(login -> !login.hasChoice(context.getAuthenticationSession()))
                .isPresent();
        if (open) {
            context.getAuthenticationSession().addRequiredAction(ChooseWorkspaceFactory.ID);
        }
    }

    @Override
    public void requiredActionChallenge(RequiredActionContext context) {
        login(context)
                .ifPresentOrElse(
                        login -> challenge(context, login, choices(context, login), Optional.empty()),
                        context::success);
    }

    /** What was posted is looked for among the person's own choices, so that no other id is ever taken. */
    @Override
    public void processAction(RequiredActionContext context) {
        Optional<DeviceLogin> login = login(context);
        if (login.isEmpty()) {
            context.success();
            return;
        }
        String posted = context.getHttpRequest().getDecodedFormParameters().getFirst(FIELD);
        List<Choice> choices = choices(context, login.get());
        Optional<Choice> chosen = choices.stream()
                .filter(choice -> choice.workspace().id().equals(posted))
                .findFirst();
        if (chosen.isPresent()) {
            login.get()
                    .choose(
                            context.getAuthenticationSession(),
                            chosen.get().workspace().id());
            context.success();
        } else {
            challenge(context, login.get(), choices, Optional.of("weavzChooseInvalid"));
        }
    }

    private static Optional<DeviceLogin> login(RequiredActionContext context) {
        return DeviceLogin.of(context.getSession(), context.getAuthenticationSession());
    }

    private static List<Choice> choices(RequiredActionContext context, DeviceLogin login) {
        return McpAddress.of(context.getSession(), login.resource())
                .map(address -> new Choices(Journey.of(context.getSession()))
                        .of(context.getUser().getId(), address))
                .orElse(List.of());
    }

    private static void challenge(
            RequiredActionContext context, DeviceLogin login, List<Choice> choices, Optional<String> error) {
        if (choices.isEmpty()) {
            nothingToChoose(context, login);
            return;
        }
        LoginFormsProvider form = context.form()
                .setAttribute("chooserTitle", "weavzChooseWorkspaceTitle")
                .setAttribute("chooserText", "weavzChooseWorkspaceText")
                .setAttribute("chooserField", FIELD)
                .setAttribute("chosen", choices.get(0).workspace().id())
                .setAttribute(
                        "choices", choices.stream().map(ChooseWorkspace::shown).toList())
                .setInfo("weavzDeviceCode", userCode(context, login));
        error.ifPresent(form::setError);
        context.challenge(form.createForm("weavz-choose.ftl"));
    }

    private static Map<String, String> shown(Choice choice) {
        return Map.of(
                "id", choice.workspace().id(),
                "name", choice.workspace().name(),
                "detail", choice.organization().name());
    }

    /** For the person to compare with what the device shows (RFC 8628, section 3.3.1). */
    private static String userCode(RequiredActionContext context, DeviceLogin login) {
        return context.getSession()
                .getProvider(OAuth2DeviceUserCodeProvider.class)
                .display(login.userCode().orElseThrow());
    }

    /** The device is told at once; it would wait in vain. */
    private static void nothingToChoose(RequiredActionContext context, DeviceLogin login) {
        DeviceGrantType.denyUserCode(
                context.getSession(), context.getRealm(), login.userCode().orElseThrow());
        context.challenge(context.form().setError("weavzNoWorkspace").createErrorPage(Response.Status.FORBIDDEN));
    }

    @Override
    public void close() {}
}
