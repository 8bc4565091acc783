package io.weavz.identity.keycloak.mail;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jboss.logging.Logger;
import org.keycloak.email.EmailException;
import org.keycloak.email.EmailTemplateProvider;
import org.keycloak.executors.ExecutorsProvider;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.light.LightweightUserAdapter;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.theme.Theme;
import org.keycloak.theme.beans.LinkExpirationFormatterMethod;

/**
 * Sends the realm's mails with its e-mail theme. A mail leaves after its request has been committed and outside of it:
 * nobody learns from the time of an answer whether there was somebody to write to, and a mail server that is down fails
 * no request.
 */
public final class Mailer {

    private static final Logger LOG = Logger.getLogger(Mailer.class);
    private static final String EXECUTOR = "weavz-mail";

    private final KeycloakSession session;
    private final RealmModel realm;

    private Mailer(KeycloakSession session) {
        this.session = session;
        this.realm = session.getContext().getRealm();
    }

    public static Mailer of(KeycloakSession session) {
        return new Mailer(session);
    }

    public void passwordReset(UserModel user, String link, Duration life) {
        toUser(user, mail -> mail.sendPasswordReset(link, life.toMinutes()));
    }

    public void verification(UserModel user, String link, Duration life) {
        toUser(user, mail -> mail.sendVerifyEmail(link, life.toMinutes()));
    }

    /** An invitation of an address that may have no account yet. */
    public void invitation(String email, InvitationMail invitation) {
        afterCommit(background -> {
            UserModel recipient = new LightweightUserAdapter(background, realm(background), email);
            recipient.setEmail(email);
            Map<String, Object> attributes = invitation.attributes();
            attributes.put("linkExpirationFormatter", formatter(background, recipient));
            provider(background, recipient)
                    .send(
                            "weavzInvitationSubject",
                            List.of(invitation.organizationName()),
                            "weavz-invitation.ftl",
                            attributes);
        });
    }

    /** Writes a time span in words of the recipient's language, as Keycloak's own mails do. */
    private static LinkExpirationFormatterMethod formatter(KeycloakSession background, UserModel recipient)
            throws EmailException {
        Locale locale = background.getContext().resolveLocale(recipient);
        try {
            return new LinkExpirationFormatterMethod(
                    background.theme().getTheme(Theme.Type.EMAIL).getMessages(locale), locale);
        } catch (IOException e) {
            throw new EmailException("The e-mail theme cannot be read", e);
        }
    }

    /**
     * What stands in an invitation.
     *
     * @param link where it is accepted
     */
    public record InvitationMail(String link, Duration life, String organizationName, String inviterName, String role) {

        Map<String, Object> attributes() {
            Map<String, Object> attributes = new HashMap<>();
            attributes.put("link", link);
            attributes.put("linkExpiration", life.toMinutes());
            attributes.put("organizationName", organizationName);
            attributes.put("inviterName", inviterName);
            attributes.put("role", role);
            return attributes;
        }
    }

    private interface Content {
        void send(EmailTemplateProvider mail) throws EmailException;
    }

    private interface Job {
        void run(KeycloakSession background) throws EmailException;
    }

    private void toUser(UserModel user, Content content) {
        String id = user.getId();
        afterCommit(background -> {
            UserModel recipient = background.users().getUserById(realm(background), id);
            if (recipient != null) {
                content.send(provider(background, recipient));
            }
        });
    }

    private EmailTemplateProvider provider(KeycloakSession background, UserModel recipient) {
        return background
                .getProvider(EmailTemplateProvider.class)
                .setRealm(background.getContext().getRealm())
                .setUser(recipient);
    }

    private RealmModel realm(KeycloakSession background) {
        RealmModel same = background.realms().getRealm(realm.getId());
        background.getContext().setRealm(same);
        return same;
    }

    private void afterCommit(Job job) {
        KeycloakSessionFactory factory = session.getKeycloakSessionFactory();
        session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                session.getProvider(ExecutorsProvider.class)
                        .getExecutor(EXECUTOR)
                        .submit(() -> send(factory, job));
            }

            @Override
            protected void rollbackImpl() {}
        });
    }

    private static void send(KeycloakSessionFactory factory, Job job) {
        try {
            KeycloakModelUtils.runJobInTransaction(factory, background -> {
                try {
                    job.run(background);
                } catch (EmailException e) {
                    LOG.warnf("A mail could not be sent: %s", e.getMessage());
                }
            });
        } catch (RuntimeException e) {
            LOG.warnf("A mail could not be sent: %s", e.getMessage());
        }
    }
}
