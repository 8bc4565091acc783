package io.weavz.identity.it;

import com.microsoft.playwright.Page;

/** Somebody who has a keyboard and nothing else. */
record Keyboard(Page page) {
    /** More than any page of the tests has. */
    private static final int STOPS = 150;

    private static final String FOCUSED = """
            () => {
              const {activeElement: at} = document;
              const name = at.getAttribute("aria-label") ?? at.labels?.[0]?.textContent ?? at.textContent;
              return name.trim().replace(/\\s+/g, " ");
            }
            """;

    void press(String key) {
        page.keyboard().press(key);
    }

    void type(String text) {
        page.keyboard().type(text);
    }

    /** Goes on to the element that screen readers call so, and presses Enter there. */
    void use(String name) {
        tabTo(name);
        press("Enter");
    }

    /** Goes on to the element that screen readers call so. */
    void tabTo(String name) {
        goTo("Tab", name);
    }

    /** The same, backwards. */
    void tabBackTo(String name) {
        goTo("Shift+Tab", name);
    }

    private void goTo(String key, String name) {
        for (int i = 0; i < STOPS; i++) {
            press(key);
            if (name.equals(page.evaluate(FOCUSED))) {
                return;
            }
        }
        throw new AssertionError(key + " does not reach " + name);
    }
}
