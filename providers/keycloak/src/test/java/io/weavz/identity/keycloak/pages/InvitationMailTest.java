package io.weavz.identity.keycloak.pages;

import static org.assertj.core.api.Assertions.assertThat;

import freemarker.template.TemplateMethodModelEx;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Both parts of an invitation. */
class InvitationMailTest {
    private static final String LINK = "https://id.test/accept?a=1&b=2";

    private static String mail(String part, String language, String organization, Map<String, Object> more) {
        Map<String, Object> model = new HashMap<>(Map.of(
                "link",
                LINK,
                "linkExpiration",
                10080L,
                "linkExpirationFormatter",
                (TemplateMethodModelEx) minutes -> minutes.get(0) + " min",
                "organizationName",
                organization,
                "role",
                "admin"));
        model.putAll(more);
        return Templates.render(part + "/weavz-invitation.ftl", language, model);
    }

    @Test
    void itSaysWhoInvitesWhereAsWhatAndForHowLong() {
        assertThat(mail("text", "en", "Acme", Map.of("inviterName", "Pat")))
                .contains("Pat invites you to join Acme as an administrator.", LINK, "10080 min");
        assertThat(mail("text", "de", "Acme", Map.of("inviterName", "Pat")))
                .contains("Pat lädt Sie zu Acme ein, als Verwalter.", LINK);
        assertThat(mail("text", "en", "Acme", Map.of())).contains("You are invited to join Acme as an administrator.");
        assertThat(mail("html", "en", "Acme", Map.of()))
                .contains("You are invited to join Acme as an administrator.")
                .contains("href=\"https://id.test/accept?a=1&amp;b=2\"");
    }

    @Test
    void everyMessageExistsInBothLanguages() {
        assertThat(Templates.messages("de").keySet())
                .isEqualTo(Templates.messages("en").keySet());
        for (String language : new String[] {"en", "de"}) {
            String both = mail("html", language, "Acme", Map.of("inviterName", "Pat"))
                    + mail("text", language, "Acme", Map.of());
            assertThat(both)
                    .doesNotContain("weavzInv")
                    .doesNotContain("weavzMail")
                    .doesNotContain("weavzRole");
        }
    }

    @Test
    @DisplayName("case 47: names in an invitation are text, not markup")
    void namesAreText() {
        String evil = "<img src=x onerror=alert(1)>";

        assertThat(mail("html", "en", evil, Map.of("inviterName", evil)))
                .doesNotContain("<img")
                .contains("&lt;img src=x onerror=alert(1)&gt;");
    }
}
