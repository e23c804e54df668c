package vn.lienthong.store;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import vn.lienthong.kernel.HubException;

/**
 * The hub's own state server on its way. Begun before the hub itself, it is unpacked and made while the hub reads its classes;
 * whoever begins it holds the data folder's lock and closes it where the hub does not come up.
 */
public final class StateStart implements AutoCloseable {
    static final String DATABASE = "lienthong";

    private final CompletableFuture<PostgresServer> server;

    private StateStart(CompletableFuture<PostgresServer> server) {
        this.server = server;
    }

    /** Begins to start the server of a hub's data folder; returns at once. */
    public static StateStart begin(HubFolders folders) {
        CompletableFuture<PostgresServer> server = new CompletableFuture<>();
        Thread starting = new Thread(
                () -> {
                    try {
                        server.complete(start(folders));
                    } catch (RuntimeException | Error failed) {
                        server.completeExceptionally(failed); // thrown where the server is asked for
                    }
                },
                "state-start");
        starting.start();
        return new StateStart(server);
    }

    private static PostgresServer start(HubFolders folders) {
        PostgresServer server = PostgresServer.start(folders.data().resolve("state"), Map.of());
        try {
            server.createDatabase(DATABASE);
            return server;
        } catch (RuntimeException unusable) {
            server.close();
            throw unusable;
        }
    }

    /** The running server; waits for it. Throws what kept it from starting. */
    PostgresServer server() {
        try {
            return server.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof HubException known) {
                throw known;
            }
            throw failed;
        }
    }

    /** Stops the server, also one that is still starting; a second time does nothing. */
    @Override
    public void close() {
        server.handle((started, failed) -> started)
                .thenAccept(started -> {
                    if (started != null) {
                        started.close();
                    }
                })
                .join();
    }
}
