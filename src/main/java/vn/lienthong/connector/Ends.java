package vn.lienthong.connector;

import java.util.List;

/** A session that can tell when what it signs in with, or what the server shows, ends. */
public interface Ends {
    /**
     * What ends some day; what ends never, or cannot be read, is left out. Called after an examination that signed in; the caller
     * bounds the time. Never throws.
     */
    List<Ending> endings();
}
