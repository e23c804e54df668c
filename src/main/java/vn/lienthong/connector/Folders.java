package vn.lienthong.connector;

import java.nio.file.Path;

/** The way to folders of this machine, for connectors that read and write files. */
@FunctionalInterface
public interface Folders {
    /**
     * The real folder, links followed. Asked again at every use, so that a link changed meanwhile leads nowhere new.
     *
     * @throws vn.lienthong.kernel.HubException UNAVAILABLE when there is none, DENIED when it does not lie under a folder granted
     *     to this connector's agency
     */
    Path resolve(String folder);
}
