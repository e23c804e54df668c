package vn.lienthong.agency;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses that are one caller's: whoever has many of them in IPv6 has them with one beginning. */
final class Neighbourhood {
    private static final Pattern NETWORK = Pattern.compile("([0-9a-fA-F]*:){4}");

    private Neighbourhood() {}

    static String of(String address) {
        Matcher network = NETWORK.matcher(address);
        return network.lookingAt() ? network.group() : address;
    }
}
