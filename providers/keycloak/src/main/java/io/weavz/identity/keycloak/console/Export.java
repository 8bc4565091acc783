package io.weavz.identity.keycloak.console;

import io.weavz.identity.keycloak.http.Json;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Records as a file to take away, the components as columns. */
enum Export {
    /** RFC 4180, every field quoted; what a spreadsheet would take for a formula begins with an apostrophe. */
    CSV("text/csv;charset=utf-8") {
        @Override
        <T extends Record> String text(Class<T> type, List<T> records) {
            RecordComponent[] columns = type.getRecordComponents();
            StringBuilder text = new StringBuilder(
                    line(Arrays.stream(columns).map(RecordComponent::getName).toList()));
            for (T each : records) {
                text.append(line(
                        Arrays.stream(columns).map(column -> cell(column, each)).toList()));
            }
            return text.toString();
        }
    },
    /** One JSON object a line. */
    JSONL("application/jsonl") {
        @Override
        <T extends Record> String text(Class<T> type, List<T> records) {
            return records.stream().map(each -> Json.write(each) + "\n").collect(Collectors.joining());
        }
    };

    private static final String STARTS_A_FORMULA = "=+-@\t\r\n";

    private final String mediaType;

    Export(String mediaType) {
        this.mediaType = mediaType;
    }

    abstract <T extends Record> String text(Class<T> type, List<T> records);

    <T extends Record> Response answer(String name, Class<T> type, List<T> records) {
        String file = name + "." + name().toLowerCase(Locale.ROOT);
        return Response.ok(text(type, records), mediaType)
                .header("Content-Disposition", "attachment; filename=\"" + file + "\"")
                .header("Cache-Control", "no-store")
                .build();
    }

    static String line(List<String> cells) {
        return cells.stream()
                        .map(cell ->
                                !cell.isEmpty() && STARTS_A_FORMULA.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell)
                        .map(cell -> "\"" + cell.replace("\"", "\"\"") + "\"")
                        .collect(Collectors.joining(","))
                + "\r\n";
    }

    private static String cell(RecordComponent column, Record of) {
        try {
            Object value = column.getAccessor().invoke(of);
            return text(value instanceof Optional<?> optional ? optional.orElse(null) : value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("A record lets its components be read", e);
        }
    }

    private static String text(Object value) {
        return value == null ? "" : value instanceof Instant time ? time.toString() : String.valueOf(value);
    }
}
