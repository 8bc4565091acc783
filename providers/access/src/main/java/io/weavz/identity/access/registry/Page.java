package io.weavz.identity.access.registry;

import java.util.List;
import java.util.function.Function;

/**
 * A part of a list.
 *
 * @param total how many there are, not how many are on the page
 */
public record Page<T>(List<T> items, long total) {

    public <R> Page<R> map(Function<T, R> each) {
        return new Page<>(items.stream().map(each).toList(), total);
    }
}
