package io.weavz.identity.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir
    private Path folder;

    @Test
    void thePepperIs32BytesThatOnlyTheirOwnerMayRead() throws IOException {
        Path pepper = new Secrets(folder.resolve("secrets")).pepperFile();

        assertThat(Files.readString(pepper)).matches("[A-Za-z0-9_-]{43}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(pepper)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(pepper.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void aSecretStaysTheSameAndIsLikeNoOther() {
        Secrets secrets = new Secrets(folder);

        assertThat(new Secrets(folder).bootstrapServiceKey())
                .isEqualTo(secrets.bootstrapServiceKey())
                .hasSizeGreaterThanOrEqualTo(24);
        assertThat(secrets.ownerPassword()).isNotEqualTo(secrets.administratorPassword());
    }
}
