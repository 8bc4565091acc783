package io.weavz.identity.it;

import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.Json;
import io.weavz.identity.it.harness.People;

/** People with the realm role weavz-admin. */
final class Administrators {

    private static final String ROLE = "weavz-admin";

    private Administrators() {}

    static People.Person create() {
        People.Person person = People.create();
        change("POST", person);
        return person;
    }

    static void demote(People.Person person) {
        change("DELETE", person);
    }

    private static void change(String method, People.Person person) {
        Answer role = People.admin("GET", "/roles/" + ROLE).expect(200);
        People.admin(method, "/users/" + person.id() + "/role-mappings/realm")
                .json(Json.array(role.json()))
                .expect(204);
    }
}
