package vn.lienthong.connector;

import java.util.Locale;

/** A connector type that can draft its settings from what a partner hands out about his system. */
public interface Drafts {
    /**
     * YAML to be put below {@code settings}, with comments about what a person must decide. Asks no system.
     *
     * @param file the description's name, for messages
     * @param text the description
     * @param language of the comments
     * @throws vn.lienthong.document.DocumentException where it cannot be read
     * @throws vn.lienthong.kernel.HubException CONFIGURATION where it is no such description, or tells nothing that could be read
     */
    String draft(String file, String text, Locale language);
}
