package io.weavz.identity.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    private Path folder;

    @Test
    void oneServerAtATimeUsesAFolder() throws IOException {
        try (DataDirectory first = DataDirectory.open(folder)) {
            assertThatThrownBy(() -> DataDirectory.open(first.folder()))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("--data=DIR");
        }
        try (DataDirectory next = DataDirectory.open(folder)) {
            assertThat(next.folder()).isEqualTo(folder);
        }
    }
}
