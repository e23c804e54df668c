package vn.lienthong.console;

import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Text;

/**
 * Something a person should do.
 *
 * @param state its shape
 * @param what the key of the sentence; behind it {@code .cost} says what it costs and {@code .act} names the button
 * @param subject whom or what it is about
 * @param figure how many rows, where that says something
 * @param detail further words, null where none
 * @param owner who answers for it
 */
record Todo(
        String state,
        String what,
        Text subject,
        long figure,
        @Nullable Text detail,
        Text owner,
        String address) {}
