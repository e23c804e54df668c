package vn.lienthong.connector.file;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Where files really lie when a session works in a folder of the hub's own: on another machine. Called on the session's thread, or
 * that of its writer; each call may wait for the other machine.
 *
 * <p>An {@code identity} changes whenever a target is another one, or another content; it is empty where there is none. Whatever is
 * the matter with the other machine is thrown as a {@link vn.lienthong.kernel.HubException}; an {@link IOException} is about this
 * machine's disk.
 */
public interface Elsewhere {
    /** Brings an archived file here, if it is not; where it is gone, nothing is here afterwards. */
    void bring(Path archived) throws IOException;

    /** Brings a target here as it stands and gives its identity. */
    String standing(Path target) throws IOException;

    /** The identity of a target now, wherever what is here comes from. */
    String identity(Path target) throws IOException;

    /**
     * Makes a complete file take the target's place, in one step for whoever looks; afterwards it is gone from where it was made.
     * Called again after a kill, it finishes what it had begun and does nothing twice.
     *
     * @param before the target's identity when the complete file was made
     * @return false where somebody replaced the target since, which stays as it is
     */
    boolean swap(Path complete, Path target, String before) throws IOException;
}
