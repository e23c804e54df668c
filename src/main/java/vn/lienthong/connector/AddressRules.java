package vn.lienthong.connector;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
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
                || embedded(address).map(AddressRules::forbidden).orElse(false);
    }

    /** The IPv4 address that a translated (64:ff9b::/96) or tunnelled (2002::/16) IPv6 address leads to. */
    static Optional<InetAddress> embedded(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return Optional.empty();
        }
        byte[] bytes = address.getAddress();
        boolean translated = bytes[0] == 0 && bytes[1] == 0x64 && bytes[2] == (byte) 0xff && bytes[3] == (byte) 0x9b;
        boolean tunnelled = bytes[0] == 0x20 && bytes[1] == 0x02;
        boolean compatible = allZero(bytes, 12) && !address.isLoopbackAddress();
        if (!translated && !tunnelled && !compatible) {
            return Optional.empty();
        }
        int from = tunnelled ? 2 : 12;
        try {
            return Optional.of(InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4)));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("four bytes are an address", impossible);
        }
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
