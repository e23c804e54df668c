package vn.lienthong.connector.http;

import vn.lienthong.connector.Exchange;

/** A text of bounded length that is put together of what may be shown. One thread. */
public final class MaskedText {
    private final StringBuilder text = new StringBuilder();
    private boolean full;
    private boolean beginning;

    /** Adds what may be shown; what is too much is left out, and said to be. */
    public MaskedText add(String shown) {
        if (!full && text.length() + shown.length() > Exchange.MOST_LETTERS) {
            full = true;
            text.append(MaskedValue.MORE);
        } else if (!full) {
            text.append(shown);
        }
        return this;
    }

    /** Begins a line, so far from the edge. */
    public MaskedText line(int depth) {
        return add("\n" + "  ".repeat(Math.min(depth, 20)));
    }

    /** What is masked from now on is the beginning of something longer. */
    void beginning() {
        beginning = true;
    }

    /** Says that from here on nothing could be read, or nothing was looked at. */
    public void end() {
        add(beginning ? MaskedValue.MORE : MaskedValue.UNREADABLE);
    }

    /** Whether nothing more fits. */
    public boolean full() {
        return full;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
