# Two stages: the extension is built, then Keycloak is built with it, so that it starts optimized.
FROM maven:3.9-eclipse-temurin-21 AS extension
WORKDIR /src
COPY . .
RUN mvn -B -ntp package -pl providers/keycloak -am -Dmaven.test.skip=true -Dspotless.check.skip=true

FROM quay.io/keycloak/keycloak:26.7.3 AS server
COPY --from=extension --chown=keycloak:keycloak /src/providers/access/target/weavz-identity-access-*.jar /opt/keycloak/providers/
COPY --from=extension --chown=keycloak:keycloak /src/providers/keycloak/target/weavz-identity-keycloak-*.jar /opt/keycloak/providers/
COPY --chown=keycloak:keycloak themes/ /opt/keycloak/themes/
COPY --chown=keycloak:keycloak realm-config/weavz-realm.json /opt/keycloak/data/import/
RUN /opt/keycloak/bin/kc.sh build --db=postgres --health-enabled=true --metrics-enabled=true
ENTRYPOINT ["/opt/keycloak/bin/kc.sh"]
CMD ["start", "--optimized", "--import-realm"]
