package vn.lienthong.connector;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Addresses that no list can allow: link-local ones, the metadata services of clouds, and what is no single host at all. */
final class AddressRules {
    private static final Set<String> METADATA = Set.of(
            "100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2:0:0:0:0:0:254", "fd20:ce:0:0:0:0:0:254");

    private AddressRules() {}

    /** Whether nobody may ever connect there. */
    static boolean forbidden(InetAddress address) {
        return address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()
                || address.getHostAddress().equals("255.255.255.255")
                || METADATA.contains(address.getHostAddress().replaceFirst("%.*$", ""))
                || (address.getAddress().length == 4 && address.getAddress()[0] == 0)
                || embedded(address).stream().anyMatch(inner -> inner.isLoopbackAddress() || forbidden(inner));
    }

    /**
     * The IPv4 addresses to which an IPv6 address may lead: translated (64:ff9b::/96, 64:ff9b:1::/48, ::ffff:0:0:0/96), tunnelled
     * (6to4, Teredo, ISATAP) or compatible.
     */
    static List<InetAddress> embedded(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return List.of();
        }
        byte[] bytes = address.getAddress();
        List<InetAddress> inner = new ArrayList<>();
        boolean lastFour = begins(bytes, 0x00, 0x64, 0xff, 0x9b)
                || begins(bytes, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0)
                || (bytes[8] & 0xfd) == 0 && bytes[9] == 0 && bytes[10] == 0x5e && bytes[11] == (byte) 0xfe
                || allZero(bytes, 12) && !address.isLoopbackAddress();
        if (lastFour) {
            inner.add(of(bytes[12], bytes[13], bytes[14], bytes[15]));
        }
        if (begins(bytes, 0x00, 0x64, 0xff, 0x9b, 0x00, 0x01)) {
            inner.add(of(bytes[6], bytes[7], bytes[9], bytes[10]));
        }
        if (begins(bytes, 0x20, 0x02)) {
            inner.add(of(bytes[2], bytes[3], bytes[4], bytes[5]));
        }
        if (begins(bytes, 0x20, 0x01, 0, 0)) {
            inner.add(of(~bytes[12], ~bytes[13], ~bytes[14], ~bytes[15]));
        }
        return inner;
    }

    private static InetAddress of(int... bytes) {
        try {
            return InetAddress.getByAddress(
                    new byte[] {(byte) bytes[0], (byte) bytes[1], (byte) bytes[2], (byte) bytes[3]});
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("four bytes are an address", impossible);
        }
    }

    private static boolean begins(byte[] bytes, int... start) {
        for (int i = 0; i < start.length; i++) {
            if (bytes[i] != (byte) start[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean allZero(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
