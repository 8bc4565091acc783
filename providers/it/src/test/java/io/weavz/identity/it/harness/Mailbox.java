package io.weavz.identity.it.harness;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The SMTP server that the test server sends through; it takes mail for every address. A test reads the mails of
 * addresses that only it uses, so that tests may run side by side.
 */
public final class Mailbox {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final long POLL = TimeUnit.MILLISECONDS.toNanos(50);
    private static final String LOOPBACK = "127.0.0.1";
    private static final GreenMail SMTP = started();
    private static final Map<String, Integer> READ = new HashMap<>();

    private Mailbox() {}

    /** The variables by which the realm learns of this server. */
    static Map<String, String> environment() {
        return Map.of(
                "WEAVZ_SMTP_HOST",
                LOOPBACK,
                "WEAVZ_SMTP_PORT",
                Integer.toString(SMTP.getSmtp().getPort()),
                "WEAVZ_SMTP_FROM",
                "no-reply@weavz.test");
    }

    /** The next mail to the address, in the order of arrival; the test fails when none comes in time. */
    public static Mail await(String address) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < end) {
            Optional<Mail> mail = next(address);
            if (mail.isPresent()) {
                return mail.get();
            }
            LockSupport.parkNanos(POLL);
        }
        throw new AssertionError("No mail to " + address + " within " + LIMIT.toSeconds() + " s");
    }

    /** The next mail to the address, when it has arrived. */
    public static synchronized Optional<Mail> next(String address) {
        List<StoredMessage> inbox = inbox(address);
        int read = READ.getOrDefault(address, 0);
        if (inbox.size() <= read) {
            return Optional.empty();
        }
        READ.put(address, read + 1);
        return Optional.of(mail(inbox.get(read).getMimeMessage()));
    }

    private static GreenMail started() {
        GreenMail server = new GreenMail(new ServerSetup(0, LOOPBACK, ServerSetup.PROTOCOL_SMTP));
        server.start();
        return server;
    }

    private static List<StoredMessage> inbox(String address) {
        GreenMailUser user = SMTP.getUserManager().getUserByEmail(address);
        if (user == null) {
            return List.of();
        }
        try {
            return SMTP.getManagers().getImapHostManager().getInbox(user).getMessages();
        } catch (FolderException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Mail mail(Message message) {
        try {
            List<String> to = Arrays.stream(message.getRecipients(Message.RecipientType.TO))
                    .map(Object::toString)
                    .toList();
            return new Mail(message.getSubject(), part(message, "text/plain"), part(message, "text/html"), to);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String part(Part part, String type) throws MessagingException, IOException {
        if (part.isMimeType(type)) {
            return part.getContent().toString();
        }
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                String found = part(parts.getBodyPart(i), type);
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        return "";
    }
}
