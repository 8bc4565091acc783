package io.weavz.identity.keycloak.http;

import java.util.regex.Pattern;

/** A slug: lower-case letters, digits and hyphens, a letter or digit first, at most 64 of them. */
public final class Slugs {

    private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    private Slugs() {}

    public static String checked(String slug) {
        if (!SLUG.matcher(slug).matches()) {
            throw Problem.field("slug", "must start with a-z or 0-9 and have only a-z, 0-9 and hyphens, at most 64");
        }
        return slug;
    }
}
