package io.weavz.identity.keycloak.device;

import org.keycloak.Config;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Keycloak's entry to {@link ChooseWorkspace}. */
public final class ChooseWorkspaceFactory implements RequiredActionFactory {

    static final String ID = "weavz-choose-workspace";

    private static final RequiredActionProvider ACTION = new ChooseWorkspace();

    @Override
    public RequiredActionProvider create(KeycloakSession session) {
        return ACTION;
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getDisplayText() {
        return "Choose the workspace of a device";
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
