package io.weavz.identity.keycloak.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** The files of the page, read from the jar once; {@code main.js} is made of all its modules when the jar is built. */
final class Assets {

    private static final String FOLDER = "/dashboard/";
    private static final String PAGE = "index.html";
    private static final String TEXTS = "messages/";
    private static final List<String> FILES =
            List.of("main.js", "style.css", "mark.svg", TEXTS + "de.json", TEXTS + "en.json");

    private static final class Bundled {
        static final Assets ASSETS = new Assets();
    }

    private final Map<String, Asset> files = new TreeMap<>();
    private final String version;
    private final String page;

    private Assets() {
        for (String name : FILES) {
            files.put(name, Asset.of(name, text(name)));
        }
        version = version();
        page = text(PAGE).replace("{{assets}}", "assets/" + version);
    }

    static Assets bundled() {
        return Bundled.ASSETS;
    }

    /**
     * The page itself.
     *
     * @param realm the path of the realm's endpoints
     */
    String page(String realm) {
        return page.replace("{{realm}}", escaped(realm));
    }

    Optional<Asset> find(String name) {
        return Optional.ofNullable(files.get(name));
    }

    /** Whether this version's page asks for files of that version. */
    boolean areOf(String otherVersion) {
        return version.equals(otherVersion);
    }

    /** How much a browser that has nothing loads at most, in bytes: it loads the texts of one language. */
    int weight() {
        return Asset.of(PAGE, page).zipped().length
                + weights(name -> !name.startsWith(TEXTS)).sum()
                + weights(name -> name.startsWith(TEXTS)).max().orElse(0);
    }

    private IntStream weights(Predicate<String> which) {
        return files.entrySet().stream()
                .filter(file -> which.test(file.getKey()))
                .mapToInt(file -> file.getValue().zipped().length);
    }

    private String version() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            files.forEach((name, asset) -> {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                digest.update(asset.plain());
            });
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    private static String text(String name) {
        try (InputStream in = Assets.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("The dashboard's file " + name + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The dashboard's file " + name + " cannot be read", e);
        }
    }
}
