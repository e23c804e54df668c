package vn.lienthong.connector.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The encodings that files come in. Each reads strictly: bytes that mean nothing become {@link #UNREADABLE}, never a guess. */
enum TextEncoding {
    UTF_8("utf-8", "UTF-8"),
    UTF_16LE("utf-16le", "UTF-16 LE"),
    UTF_16BE("utf-16be", "UTF-16 BE"),
    WINDOWS_1258("windows-1258", "windows-1258"),
    TCVN3("tcvn3", "TCVN3 (ABC)"),
    VNI("vni", "VNI");

    /**
     * Stands in decoded text where bytes mean nothing. Unicode sets this code aside for use inside a program, so no text can hold
     * it; a row in which it stands is refused.
     */
    static final char UNREADABLE = '\uFFFF';

    private final String setting;
    private final String title;

    TextEncoding(String setting, String title) {
        this.setting = setting;
        this.title = title;
    }

    /** The value of the setting {@code encoding}. */
    String setting() {
        return setting;
    }

    /** What people call it. */
    String title() {
        return title;
    }

    /** The encoding a setting names; empty for {@code auto}. */
    static Optional<TextEncoding> named(String setting) {
        return Arrays.stream(values())
                .filter(encoding -> encoding.setting.equals(setting))
                .findFirst();
    }

    /** Whether it is one of the 8-bit encodings used before Unicode. */
    boolean legacy() {
        return this == WINDOWS_1258 || this == TCVN3 || this == VNI;
    }

    /** Text read from these bytes; a byte order mark of this encoding is left out. */
    Reader reader(InputStream bytes) throws IOException {
        return switch (this) {
            case UTF_8 -> new CharsetText(withoutMark(bytes, 0xEF, 0xBB, 0xBF), StandardCharsets.UTF_8);
            case UTF_16LE -> new CharsetText(withoutMark(bytes, 0xFF, 0xFE), StandardCharsets.UTF_16LE);
            case UTF_16BE -> new CharsetText(withoutMark(bytes, 0xFE, 0xFF), StandardCharsets.UTF_16BE);
            case WINDOWS_1258 -> new CharsetText(bytes, Charset.forName("windows-1258"));
            case TCVN3 -> new TableText(bytes, EncodingTable.load("tcvn3"));
            case VNI -> new TableText(bytes, EncodingTable.load("vni"));
        };
    }

    private static InputStream withoutMark(InputStream bytes, int... mark) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(bytes, 1 << 16);
        buffered.mark(mark.length);
        for (int expected : mark) {
            if (buffered.read() != expected) {
                buffered.reset();
                break;
            }
        }
        return buffered;
    }
}
