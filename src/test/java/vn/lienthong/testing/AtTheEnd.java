package vn.lienthong.testing;

import org.springframework.boot.SpringApplication;

/** What a test process does last: the servers that its tests share stop only after the hubs that use them. */
final class AtTheEnd {
    private AtTheEnd() {}

    static void run(Runnable action) {
        SpringApplication.getShutdownHandlers().add(action);
    }
}
