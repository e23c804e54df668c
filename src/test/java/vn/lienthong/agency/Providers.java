package vn.lienthong.agency;

import vn.lienthong.testing.TestProvider;

/** Sign-in providers beside the hub, started when a hub first needs them. */
final class Providers {
    static final TestProvider MOET = TestProvider.start();

    /** Has to say that a one-time code was used. */
    static final TestProvider STRICT = TestProvider.start();

    /** Goes away while the hub runs. */
    static final TestProvider LEAVING = TestProvider.start();

    private Providers() {}
}
