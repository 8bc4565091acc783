package io.weavz.identity.it.downstream;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** An example for Node.js, copied away from the checkout, with what it depends on. */
final class NodeExample {

    private NodeExample() {}

    /**
     * The test is skipped without Node.js, and fails in CI.
     *
     * @param example its folder below {@code examples}
     * @param program its file, beside {@code package.json}
     */
    static Path installed(String example, String program) {
        boolean found = Stream.of("node", "npm").allMatch(NodeExample::isOnThePath);
        assumeTrue(found || System.getenv("CI") != null, "There is no Node.js on this machine");
        try {
            Path folder = Files.createDirectories(
                    Path.of(System.getProperty("weavz.it.target", "target"), "node", example.replace('/', '-')));
            for (String name : List.of("package.json", program)) {
                Files.copy(
                        Program.EXAMPLES.resolve(example).resolve(name),
                        folder.resolve(name),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            Program.run(folder, "npm", "install", "--no-audit", "--no-fund", "--prefer-offline");
            return folder;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isOnThePath(String command) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }
}
