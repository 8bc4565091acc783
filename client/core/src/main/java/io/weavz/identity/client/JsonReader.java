package io.weavz.identity.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a JSON object (RFC 8259) strictly: no name twice, nothing behind it, at most {@value #MAX_DEPTH} levels. Texts
 * become {@link String}, whole numbers {@link Long}, other numbers {@link Double}, then {@link Boolean}, {@link List}
 * and {@link Map}; a member that is {@code null} is left out, as if it were not there.
 */
final class JsonReader {

    private static final int MAX_DEPTH = 8;
    private static final Object NULL = new Object();

    private final String text;
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException if the text is no JSON object; the message holds nothing of the text */
    static Map<String, Object> object(String text) {
        JsonReader reader = new JsonReader(text);
        Object value = reader.value(0);
        reader.space();
        if (reader.at != text.length() || !(value instanceof Map<?, ?>)) {
            throw reader.wrong();
        }
        return reader.members(value);
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> members(Object map) {
        return (Map<String, Object>) map;
    }

    private Object value(int depth) {
        space();
        if (depth > MAX_DEPTH) {
            throw wrong();
        }
        return switch (peek()) {
            case '{' -> map(depth);
            case '[' -> list(depth);
            case '"' -> string();
            case 't' -> word("true", Boolean.TRUE);
            case 'f' -> word("false", Boolean.FALSE);
            case 'n' -> word("null", NULL);
            default -> number();
        };
    }

    private Map<String, Object> map(int depth) {
        Map<String, Object> map = new LinkedHashMap<>();
        at++;
        if (ends('}')) {
            return map;
        }
        do {
            space();
            String name = string();
            space();
            take(':');
            if (map.put(name, value(depth + 1)) != null) {
                throw wrong();
            }
        } while (goesOn('}'));
        map.values().removeIf(value -> value == NULL);
        return map;
    }

    private List<Object> list(int depth) {
        List<Object> list = new ArrayList<>();
        at++;
        if (ends(']')) {
            return list;
        }
        do {
            list.add(value(depth + 1));
        } while (goesOn(']'));
        return list;
    }

    private boolean ends(char end) {
        space();
        boolean ended = peek() == end;
        at += ended ? 1 : 0;
        return ended;
    }

    private boolean goesOn(char end) {
        if (ends(end)) {
            return false;
        }
        take(',');
        return true;
    }

    private String string() {
        take('"');
        StringBuilder result = new StringBuilder();
        while (peek() != '"') {
            char c = text.charAt(at++);
            if (c < ' ') {
                throw wrong();
            }
            result.append(c == '\\' ? escaped() : c);
        }
        at++;
        return result.toString();
    }

    private char escaped() {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hexadecimal();
            default -> throw wrong();
        };
    }

    private char hexadecimal() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            // Only ASCII: Java knows the digits of every script.
            int digit = peek() < 0x80 ? Character.digit(peek(), 16) : -1;
            if (digit < 0) {
                throw wrong();
            }
            code = code * 16 + digit;
            at++;
        }
        return (char) code;
    }

    private Object number() {
        int start = at;
        while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String number = text.substring(start, at);
        if (!number.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
            throw wrong();
        }
        if (number.matches("-?[0-9]{1,18}")) {
            return Long.valueOf(number);
        }
        return Double.valueOf(number);
    }

    private Object word(String word, Object value) {
        if (!text.startsWith(word, at)) {
            throw wrong();
        }
        at += word.length();
        return value;
    }

    private void take(char expected) {
        if (peek() != expected) {
            throw wrong();
        }
        at++;
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw wrong();
        }
        return text.charAt(at);
    }

    private IllegalArgumentException wrong() {
        return new IllegalArgumentException("No JSON object: character " + at);
    }
}
