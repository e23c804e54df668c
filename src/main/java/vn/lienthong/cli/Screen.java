package vn.lienthong.cli;

import java.io.Console;
import java.util.Optional;

/** The terminal before which a person sits. */
public final class Screen {
    private Screen() {}

    /** Empty where a program reads what is written. */
    public static Optional<Console> console() {
        return Optional.ofNullable(System.console()).filter(Screen::isTerminal);
    }

    /** From JDK 22 on there is a console without a terminal too, and it says which it is. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException earlier) {
            return true;
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
