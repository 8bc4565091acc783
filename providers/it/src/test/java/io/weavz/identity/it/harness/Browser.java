package io.weavz.identity.it.harness;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * One person's browser: an empty cookie jar and one page in the machine's Chromium, {@code /usr/bin/chromium} or the
 * one that {@code WEAVZ_CHROMIUM} names. Where there is none the test is skipped, or fails when {@code CI} is set.
 * Playwright belongs to the thread that started it, so tests with browsers run one after the other. They carry the tag
 * "browser" and run with {@code -Pbrowser}.
 */
public final class Browser implements AutoCloseable {
    /** Chromium looks for updates, components and variations by itself; a test sees only what the page asks for. */
    private static final List<String> QUIET = List.of(
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private static final int DEADLINE_MILLIS = 15_000;

    static {
        PlaywrightAssertions.setDefaultAssertionTimeout(DEADLINE_MILLIS);
    }

    private static com.microsoft.playwright.Browser chromium;

    private final BrowserContext context;
    private final Page page;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private Browser(BrowserContext context) {
        this.context = context;
        context.setDefaultTimeout(DEADLINE_MILLIS);
        context.onRequest(request -> requests.add(request.url()));
        this.page = context.newPage();
    }

    /** A desktop with a light scheme, in English. */
    public static Browser open() {
        return options().open();
    }

    public static Options options() {
        return new Options();
    }

    public Page page() {
        return page;
    }

    /** Another page of the same person, as in another tab. */
    public Page newPage() {
        return context.newPage();
    }

    /** All that this browser has asked for, of any origin, in order; {@code data:} URLs are no requests. */
    public List<String> requests() {
        return requests.stream().filter(url -> !url.startsWith("data:")).toList();
    }

    @Override
    public void close() {
        context.close();
    }

    private static synchronized com.microsoft.playwright.Browser chromium() {
        if (chromium == null) {
            Path executable = executable();
            Playwright playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            chromium = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(executable)
                            .setArgs(QUIET));
        }
        return chromium;
    }

    private static Path executable() {
        Path named =
                Path.of(Optional.ofNullable(System.getenv("WEAVZ_CHROMIUM")).orElse("/usr/bin/chromium"));
        if (!Files.isExecutable(named)) {
            String message = "No Chromium at " + named + ": install it, or name it in WEAVZ_CHROMIUM";
            if (System.getenv("CI") != null) {
                Assertions.fail(message);
            }
            Assumptions.abort(message);
        }
        return named;
    }

    /** What kind of browser it is. */
    public static final class Options {
        private static final int PHONE_WIDTH = 360;
        private static final int PHONE_HEIGHT = 740;

        private final NewContextOptions options =
                new NewContextOptions().setLocale("en").setColorScheme(ColorScheme.LIGHT);

        private Options() {}

        /** The language that pages are asked for. */
        public Options locale(String tag) {
            options.setLocale(tag);
            return this;
        }

        public Options dark() {
            options.setColorScheme(ColorScheme.DARK);
            return this;
        }

        /** A small phone: 360 by 740, with fingers. */
        public Options phone() {
            options.setViewportSize(PHONE_WIDTH, PHONE_HEIGHT).setHasTouch(true);
            return this;
        }

        /** The zone in which the person reads times, such as {@code Europe/Berlin}. */
        public Options zone(String id) {
            options.setTimezoneId(id);
            return this;
        }

        /** Every request goes through this proxy, loopback included, and its certificates are taken as they are. */
        public Options proxy(String url) {
            options.setProxy(url).setIgnoreHTTPSErrors(true);
            return this;
        }

        public Browser open() {
            return new Browser(chromium().newContext(options));
        }
    }
}
