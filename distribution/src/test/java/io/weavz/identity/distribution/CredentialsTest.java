package io.weavz.identity.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsSavedIsReadAgainAndOnlyByItsOwner() throws IOException {
        Credentials credentials = Credentials.in(folder);
        credentials.put("API_KEY", "wvz_a b$c");
        credentials.save();

        assertThat(Credentials.in(folder).get("API_KEY")).isEqualTo("wvz_a b$c");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(credentials.file())))
                .isEqualTo("rw-------");
    }

    @Test
    void aShellThatSourcesTheFileSeesTheValues() throws IOException, InterruptedException {
        Credentials credentials = Credentials.in(folder);
        credentials.put("API_KEY", "wvz_a b$c");
        credentials.save();

        Process shell = new ProcessBuilder("sh", "-c", ". ./credentials.env && printf %s \"$API_KEY\"")
                .directory(folder.toFile())
                .start();

        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("wvz_a b$c");
        assertThat(shell.waitFor()).isZero();
    }

    @Test
    void aValueThatAShellWouldReadAsMoreIsRefused() throws IOException {
        Credentials credentials = Credentials.in(folder);

        assertThatThrownBy(() -> credentials.put("API_KEY", "a'; rm -r b; '")).isInstanceOf(CannotStart.class);
    }
}
