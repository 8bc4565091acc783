package io.weavz.identity.keycloak.login;

import io.weavz.identity.access.registry.Membership;
import io.weavz.identity.access.registry.Organization;
import io.weavz.identity.keycloak.journey.ActiveOrganization;
import io.weavz.identity.keycloak.journey.Journey;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.Authenticator;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;

/**
 * Asks a person which organization to act for, and keeps the choice on the user session. Who is in one organization is
 * not asked; who has chosen before, in the same session, is not asked again, unless the request names another one with
 * the parameter {@code organization}. A client with the attribute {@value #ASKS} of {@code false} lets its own page ask.
 */
final class OrganizationAuthenticator implements Authenticator {

    static final String ASKS = "weavz.asks-organization";

    private static final String FIELD = "organization";
    private static final String REQUESTED = "client_request_param_organization";

    @Override
    public void authenticate(AuthenticationFlowContext context) {
        List<Membership> memberships = memberships(context);
        Optional<Membership> settled = requested(context, memberships)
                .or(() -> chosen(context, memberships))
                .or(() -> memberships.size() == 1 ? Optional.of(memberships.get(0)) : Optional.empty());
        if (settled.isPresent()) {
            choose(context, settled.get());
        } else if (memberships.isEmpty() || !asks(context)) {
            context.success();
        } else {
            context.challenge(page(context, memberships));
        }
    }

    @Override
    public void action(AuthenticationFlowContext context) {
        List<Membership> memberships = memberships(context);
        String picked = context.getHttpRequest().getDecodedFormParameters().getFirst(FIELD);
        named(memberships, picked)
                .ifPresentOrElse(
                        membership -> choose(context, membership), () -> context.challenge(page(context, memberships)));
    }

    private static List<Membership> memberships(AuthenticationFlowContext context) {
        return Journey.of(context.getSession())
                .organizations()
                .membershipsOf(context.getUser().getId())
                .stream()
                .filter(membership -> membership.organization().enabled())
                .toList();
    }

    private static Optional<Membership> requested(AuthenticationFlowContext context, List<Membership> memberships) {
        return named(memberships, context.getAuthenticationSession().getClientNote(REQUESTED));
    }

    private static Optional<Membership> named(List<Membership> memberships, String idOrSlug) {
        return memberships.stream()
                .filter(membership ->
                        idOrSlug != null && membership.organization().isNamed(idOrSlug))
                .findFirst();
    }

    /** What was chosen in this session, if there is one already and the person is still a member. */
    private static Optional<Membership> chosen(AuthenticationFlowContext context, List<Membership> memberships) {
        return session(context).flatMap(ActiveOrganization::chosen).flatMap(id -> named(memberships, id));
    }

    private static Optional<UserSessionModel> session(AuthenticationFlowContext context) {
        String id = context.getAuthenticationSession().getParentSession().getId();
        return Optional.ofNullable(context.getSession().sessions().getUserSession(context.getRealm(), id))
                .filter(found -> context.getUser().equals(found.getUser()));
    }

    private static boolean asks(AuthenticationFlowContext context) {
        return !"false".equals(context.getAuthenticationSession().getClient().getAttribute(ASKS));
    }

    private static void choose(AuthenticationFlowContext context, Membership membership) {
        String id = membership.organization().id();
        context.getAuthenticationSession().setUserSessionNote(ActiveOrganization.NOTE, id);
        session(context).ifPresent(found -> ActiveOrganization.choose(context.getSession(), found, Optional.of(id)));
        context.success();
    }

    private static Response page(AuthenticationFlowContext context, List<Membership> memberships) {
        return context.form()
                .setAttribute("chooserTitle", "weavzChooseOrganizationTitle")
                .setAttribute("chooserText", "weavzChooseOrganizationText")
                .setAttribute("chooserField", FIELD)
                .setAttribute(
                        "choices",
                        memberships.stream()
                                .map(OrganizationAuthenticator::choice)
                                .toList())
                .createForm("weavz-choose.ftl");
    }

    /** The detail tells two of the same name apart. */
    private static Map<String, String> choice(Membership membership) {
        Organization organization = membership.organization();
        return Map.of("id", organization.id(), "name", organization.name(), "detail", organization.slug());
    }

    @Override
    public boolean requiresUser() {
        return true;
    }

    @Override
    public boolean configuredFor(KeycloakSession session, RealmModel realm, UserModel user) {
        return true;
    }

    @Override
    public void setRequiredActions(KeycloakSession session, RealmModel realm, UserModel user) {}

    @Override
    public void close() {}
}
