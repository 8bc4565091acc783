package io.weavz.identity.it.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.it.gateways.Gateway.Lack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/gateways.md says of each gateway what its tests show. */
@Tag("gateways")
class GatewaysPageIT {
    private static List<List<String>> rows() {
        Path page = Path.of(System.getProperty("weavz.root", "../.."), "docs", "gateways.md");
        try {
            return Files.readAllLines(page).stream()
                    .filter(line -> line.startsWith("| "))
                    .map(line -> Stream.of(line.substring(1).split("\\|"))
                            .map(String::strip)
                            .toList())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> row(String start) {
        return rows().stream()
                .filter(row -> row.get(0).startsWith(start))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no row " + start));
    }

    @Test
    void theColumnsAreTheGateways() {
        List<List<String>> heads = rows().stream()
                .filter(row -> row.size() == 5 && row.get(1).equals("nginx"))
                .toList();

        assertThat(heads).hasSize(2);
        heads.forEach(head -> assertThat(head.subList(1, 5).stream().map(String::toUpperCase))
                .containsExactlyElementsOf(
                        Stream.of(Gateway.values()).map(Gateway::name).toList()));
    }

    @ParameterizedTest
    @EnumSource
    void whatAGatewayLacksIsSaid(Lack lack) {
        List<String> row = row(lack.row());

        IntStream.range(0, Gateway.values().length)
                .forEach(i -> assertThat(row.get(i + 1))
                        .as(lack + " of " + Gateway.values()[i])
                        .isEqualTo(Gateway.values()[i].has(lack) ? "yes" : "no"));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 11, 12, 13, 14, 15, 16, 17, 18, 19})
    void everyCaseHasAResultForEveryGateway(int number) {
        assertThat(row(number + " "))
                .hasSize(5)
                .allSatisfy(cell -> assertThat(cell).isNotBlank());
    }
}
