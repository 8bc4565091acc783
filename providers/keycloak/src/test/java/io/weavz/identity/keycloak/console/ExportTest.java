package io.weavz.identity.keycloak.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExportTest {

    record Row(Instant time, Optional<String> name, String address) {}

    private static final List<Row> ROWS = List.of(
            new Row(Instant.EPOCH, Optional.of("a \"b\", c"), "::1"),
            new Row(Instant.EPOCH, Optional.empty(), "=HYPERLINK(\"x\")"));

    @Test
    void everyFieldIsQuotedAndNoneIsAFormula() {
        assertThat(Export.CSV.text(Row.class, ROWS)).isEqualTo("""
                "time","name","address"\r
                "1970-01-01T00:00:00Z","a ""b"", c","::1"\r
                "1970-01-01T00:00:00Z","","'=HYPERLINK(""x"")"\r
                """);
    }

    @Test
    void whateverBeginsAFormulaIsText() {
        for (String start : List.of("=", "+", "-", "@", "\t", "\r", "\n")) {
            assertThat(Export.line(List.of(start + "1"))).isEqualTo("\"'" + start + "1\"\r\n");
        }
        assertThat(Export.line(List.of("1=1"))).isEqualTo("\"1=1\"\r\n");
    }

    @Test
    void aLineOfJsonIsOneObject() {
        assertThat(Export.JSONL.text(Row.class, ROWS)).isEqualTo("""
                {"time":"1970-01-01T00:00:00.000Z","name":"a \\"b\\", c","address":"::1"}
                {"time":"1970-01-01T00:00:00.000Z","name":null,"address":"=HYPERLINK(\\"x\\")"}
                """);
    }
}
