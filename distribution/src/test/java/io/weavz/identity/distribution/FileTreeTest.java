package io.weavz.identity.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreeTest {
    @TempDir
    private Path folder;

    private Path source;
    private Path target;

    @BeforeEach
    void twoFolders() throws IOException {
        source = folder.resolve("source");
        target = folder.resolve("target");
        write(source.resolve("lib/jar"), "jar");
        write(source.resolve("conf/file"), "one");
    }

    @Test
    void aMirrorEqualsItsSourceAndSaysWhetherItChanged() throws IOException {
        write(target.resolve("old/file"), "gone");

        assertThat(FileTree.mirror(source, target)).isTrue();
        assertThat(FileTree.mirror(source, target)).isFalse();
        assertThat(target.resolve("old")).doesNotExist();
        assertThat(target.resolve("conf/file")).hasContent("one");

        write(source.resolve("conf/file"), "two");
        assertThat(FileTree.mirror(source, target)).isTrue();
        assertThat(target.resolve("conf/file")).hasContent("two");
    }

    @Test
    void theMirrorOfAFolderThatIsNotThereIsEmpty() throws IOException {
        FileTree.mirror(folder.resolve("nowhere"), target);

        assertThat(target).isEmptyDirectory();
    }

    @Test
    void writingToACloneLeavesTheOriginalAlone() throws IOException {
        FileTree.cloneTo(target, source, path -> path.startsWith("lib"));
        Files.writeString(target.resolve("conf/file"), "changed");

        assertThat(source.resolve("conf/file")).hasContent("one");
        assertThat(target.resolve("lib/jar")).hasContent("jar");
        assertThat(Files.getLastModifiedTime(target.resolve("lib/jar")))
                .isEqualTo(Files.getLastModifiedTime(source.resolve("lib/jar")));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
