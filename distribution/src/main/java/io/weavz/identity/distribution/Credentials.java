package io.weavz.identity.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file {@code credentials.env}: what was seeded, for shells to source and for the next start to check. */
final class Credentials {
    private static final Pattern LINE = Pattern.compile("([A-Z_]+)='([^']*)'");

    private final Path file;
    private final Map<String, String> values = new LinkedHashMap<>();

    private Credentials(Path file) {
        this.file = file;
    }

    static Credentials in(Path folder) throws IOException {
        Credentials credentials = new Credentials(folder.resolve("credentials.env"));
        if (Files.exists(credentials.file)) {
            for (String line : Files.readAllLines(credentials.file)) {
                Matcher matcher = LINE.matcher(line);
                if (matcher.matches()) {
                    credentials.values.put(matcher.group(1), matcher.group(2));
                }
            }
        }
        return credentials;
    }

    String get(String name) {
        return values.getOrDefault(name, "");
    }

    void put(String name, String value) {
        if (value.indexOf('\'') >= 0 || value.lines().count() > 1) {
            throw new CannotStart(name + " cannot be written to " + file + ": it has a quote or a line break");
        }
        values.put(name, value);
    }

    void save() throws IOException {
        StringBuilder text = new StringBuilder();
        values.forEach(
                (name, value) -> text.append(name).append("='").append(value).append("'\n"));
        OwnerOnly.write(file, text.toString());
    }

    Path file() {
        return file;
    }
}
