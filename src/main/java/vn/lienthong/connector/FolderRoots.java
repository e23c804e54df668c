package vn.lienthong.connector;

import java.nio.file.Path;

/** The folders that file connectors may use: below the roots an administrator granted, never in the hub's own data folder. */
@FunctionalInterface
public interface FolderRoots {
    /**
     * The real path of a folder named in a connector's settings, symbolic links resolved. A relative name counts from the hub's
     * home. The folder need not exist yet.
     *
     * @throws vn.lienthong.kernel.HubException DENIED when it lies outside the roots or in the data folder
     */
    Path admit(String folder);
}
