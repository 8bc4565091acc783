package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Weavz;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the dashboard is served with. */
class DashboardIT {
    private static Answer page() {
        return Http.get("/dashboard/").expect(200);
    }

    private static String header(Answer answer, String name) {
        return String.join(", ", answer.headers().getOrDefault(name, List.of()));
    }

    private static String asset(String name) {
        Matcher version = Pattern.compile("assets/([0-9a-f]{16})/").matcher(page().body());
        assertThat(version.find()).isTrue();
        return "/dashboard/" + version.group() + name;
    }

    @Test
    void thePageRunsOnlyItsOwnScriptsAndIsKeptByNobody() {
        Answer page = page();
        assertThat(header(page, "content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(header(page, "cache-control")).isEqualTo("no-store");
        assertThat(header(page, "content-security-policy"))
                .contains(
                        "default-src 'none'",
                        "script-src 'self'",
                        "style-src 'self'",
                        "frame-ancestors 'none'",
                        "require-trusted-types-for 'script'")
                .doesNotContain("unsafe", "*", "http");
        assertThat(header(page, "x-frame-options")).isEqualTo("DENY");
        assertThat(header(page, "x-content-type-options")).isEqualTo("nosniff");
        assertThat(header(page, "referrer-policy")).isEqualTo("no-referrer");
    }

    @Test
    void whatThePageLoadsIsKeptForGoodAndComesCompressed() {
        Answer plain = Http.get(asset("main.js")).expect(200);
        assertThat(header(plain, "content-type")).isEqualTo("text/javascript; charset=utf-8");
        assertThat(header(plain, "cache-control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(header(plain, "vary")).contains("Accept-Encoding");
        assertThat(header(plain, "content-encoding")).isEmpty();
        Answer zipped =
                Http.get(asset("main.js")).header("Accept-Encoding", "gzip").expect(200);
        assertThat(header(zipped, "content-encoding")).isEqualTo("gzip");
        assertThat(header(zipped, "content-length")).isNotEqualTo(header(plain, "content-length"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"routes.js", "index.html", "nothing.js", "messages/"})
    void whatIsNoFileOfThePageIsNotServed(String name) {
        assertThat(Http.get(asset(name)).send().status()).isEqualTo(404);
    }

    @Test
    void aPageOfAnotherVersionGetsAFileThatNobodyKeeps() {
        Answer other = Http.get("/dashboard/assets/0000000000000000/main.js").expect(200);
        assertThat(header(other, "cache-control")).isEqualTo("no-store");
        assertThat(other.body())
                .isEqualTo(Http.get(asset("main.js")).expect(200).body());
        Http.get("/dashboard/assets/0000000000000000/nothing.js").expect(404);
    }

    @Test
    void thePageIsAtTheRootTooAndAlwaysEndsInASlash() {
        assertThat(Http.get(Weavz.server().rootUrl() + "/dashboard/")
                        .expect(200)
                        .body())
                .isEqualTo(page().body());
        for (String address : List.of(Weavz.server().rootUrl(), Weavz.server().url())) {
            assertThat(header(Http.get(address + "/dashboard").expect(302), "location"))
                    .endsWith("/realms/weavz/dashboard/");
        }
    }
}
