package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Mail;
import io.weavz.identity.it.harness.Mailbox;
import io.weavz.identity.it.harness.People;
import io.weavz.identity.it.harness.Weavz;
import org.junit.jupiter.api.Test;

/** The mails that people get, as they arrive at an SMTP server. */
class EmailPagesIT {
    @Test
    void verifyingAnAddressSendsOneLinkToIt() {
        People.Person person = People.create();
        People.Person other = People.create();

        People.admin("PUT", "/users/" + person.id() + "/send-verify-email").expect(204);

        Mail mail = Mailbox.await(person.email());
        assertThat(mail.to()).containsExactly(person.email());
        assertThat(mail.link().toString()).startsWith(Weavz.server().url() + "/login-actions/action-token?key=");
        Http.get(mail.link().toString()).expect(200);
        assertThat(Mailbox.next(person.email())).isEmpty();
        assertThat(Mailbox.next(other.email())).isEmpty();
    }
}
