package vn.lienthong;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import vn.lienthong.cli.CommandLineDoor;
import vn.lienthong.cli.Language;
import vn.lienthong.cli.Screen;

/** Where the process begins. */
public final class Lienthong {
    private Lienthong() {}

    public static void main(String[] arguments) {
        Locale language = Language.of(System.getenv());
        int exit = new CommandLineDoor(
                        HubApplication.class, language, utf8(FileDescriptor.out), utf8(FileDescriptor.err), shown())
                .enter(arguments);
        if (exit != CommandLineDoor.GOES_ON) {
            System.exit(exit);
        }
    }

    /**
     * What a person's terminal shows; where nobody watches, everything goes out as it is. Whoever starts Java under another locale
     * than the terminal's says the terminal's.
     */
    private static Charset shown() {
        return Screen.console().map(Lienthong::shown).orElse(StandardCharsets.UTF_8);
    }

    private static Charset shown(Console console) {
        String told = System.getProperty("lienthong.shown", console.charset().name());
        return Charset.isSupported(told) ? Charset.forName(told) : console.charset();
    }

    /** Into files and other programs Vietnamese goes out whole, whatever the platform's encoding is taken for. */
    private static PrintStream utf8(FileDescriptor stream) {
        return new PrintStream(new FileOutputStream(stream), true, StandardCharsets.UTF_8);
    }
}
