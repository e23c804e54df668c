package vn.lienthong.connector;

import java.util.Locale;
import java.util.Map;

/** A connector type that can draft its settings from what a partner hands out about his system. */
public interface Drafts {
    /** Whether a description is of the kind that this type reads, by a look at its beginning. */
    boolean knows(String text);

    /**
     * YAML to be put below {@code settings}, with comments about what a person must decide. Asks no system.
     *
     * @param files the description and, after it, the files that it uses: texts by name, in order
     * @param language of the comments
     * @throws vn.lienthong.document.DocumentException where it cannot be read
     * @throws vn.lienthong.kernel.HubException CONFIGURATION where it is no such description, or tells nothing that could be read
     */
    String draft(Map<String, String> files, Locale language);
}
