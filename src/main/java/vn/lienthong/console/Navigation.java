package vn.lienthong.console;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The figures at the right of the navigation: how many there are, and whether something inside waits or is late. */
@Component("navigation")
public class Navigation {

    /** How many things stand behind an entry; null where a figure would say nothing. */
    public @Nullable Long count(String entry) {
        return null;
    }

    /** {@code fail}, {@code wait}, or nothing. */
    public String state(String entry) {
        return "";
    }
}
