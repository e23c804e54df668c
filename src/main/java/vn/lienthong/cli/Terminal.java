package vn.lienthong.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.stream.Collectors;

/** Where answers and troubles are written. */
final class Terminal {
    private static final int WIDTH = 100;

    private final PrintStream out;
    private final PrintStream err;
    private final PrintStream data;
    private final boolean live;
    private boolean progressShown;

    /**
     * @param data where what programs read goes, whole in every locale
     */
    Terminal(PrintStream out, PrintStream err, PrintStream data, boolean live) {
        this.out = out;
        this.err = err;
        this.data = data;
        this.live = live;
    }

    void line(String text) {
        endProgress();
        out.println(text);
    }

    /** JSON or YAML, whose letters are kept. */
    void data(String text) {
        endProgress();
        data.println(text);
    }

    /** A text of one or more lines, each behind the same margin. */
    void indented(String margin, String text) {
        text.lines().forEach(each -> line(margin + each));
    }

    /** A text whose further lines stand behind a margin. */
    void hanging(String margin, String text) {
        line(text.lines().collect(Collectors.joining("\n" + margin)));
    }

    /** For what is handed on byte by byte. */
    OutputStream bytes() {
        endProgress();
        return out;
    }

    /** A question whose answer is typed behind it. */
    void ask(String question) {
        endProgress();
        err.print(question + " ");
        err.flush();
    }

    void trouble(String text) {
        endProgress();
        err.println(text);
    }

    /** One line that is written over; nothing where nobody watches. */
    void progress(String text) {
        if (live) {
            String shown = text.length() > WIDTH ? text.substring(0, WIDTH) : text;
            err.print("\r" + shown + " ".repeat(WIDTH - shown.length()));
            err.flush();
            progressShown = true;
        }
    }

    private void endProgress() {
        if (progressShown) {
            err.print("\r" + " ".repeat(WIDTH) + "\r");
            err.flush();
            progressShown = false;
        }
    }
}
