package io.weavz.identity.it.harness;

import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mail as it arrived.
 *
 * @param text the plain part; empty when there is none
 * @param html the HTML part; empty when there is none
 * @param to the addresses of its To header
 */
public record Mail(String subject, String text, String html, List<String> to) {
    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"']+");

    /** The first link of the plain part, or of the HTML part of a mail that has no other; a missing one fails. */
    public URI link() {
        Matcher link = LINK.matcher(text.isBlank() ? html.replace("&amp;", "&") : text);
        if (!link.find()) {
            throw new AssertionError("No link in " + this);
        }
        return URI.create(link.group());
    }
}
