package vn.lienthong;

import org.springframework.boot.SpringApplication;

/** Where the process begins. */
public final class Lienthong {
    private Lienthong() {}

    public static void main(String[] arguments) {
        SpringApplication.run(HubApplication.class, arguments);
    }
}
