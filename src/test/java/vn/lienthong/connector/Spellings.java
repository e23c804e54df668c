package vn.lienthong.connector;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Ways to write an address so that whoever guards it does not recognise it; made from rules and a seed. */
final class Spellings {
    /** A listed host, by which some spellings try to hide another. */
    static final String LISTED = "listed.example";

    private final Random random;

    Spellings(long seed) {
        random = new Random(seed);
    }

    /** One spelling. @param target the address meant, in plain dots or colons */
    record Spelling(String host, String target) {}

    /** So many different ones. */
    List<Spelling> some(int wanted) {
        Set<Spelling> made = new LinkedHashSet<>();
        while (made.size() < wanted) {
            byte[] target = target();
            for (String host : spelled(target)) {
                made.add(new Spelling(host, dotted(target)));
            }
        }
        List<Spelling> shuffled = new ArrayList<>(made);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, wanted);
    }

    /** Loopback, link-local with the metadata services, this network, private ones. */
    private byte[] target() {
        int[][] nets = {
            {127, 0, 0, 1},
            {127, -1, -1, -1},
            {169, 254, 169, 254},
            {169, 254, -1, -1},
            {0, 0, 0, 0},
            {0, -1, -1, -1},
            {100, 100, 100, 200},
            {168, 63, 129, 16},
            {192, 0, 0, 192},
            {10, -1, -1, -1},
            {172, 16, -1, -1},
            {192, 168, -1, -1}
        };
        int[] net = nets[random.nextInt(nets.length)];
        byte[] address = new byte[4];
        for (int i = 0; i < 4; i++) {
            address[i] = (byte) (net[i] < 0 ? 1 + random.nextInt(254) : net[i]);
        }
        return address;
    }

    private List<String> spelled(byte[] target) {
        int a = target[0] & 255;
        int b = target[1] & 255;
        int c = target[2] & 255;
        int d = target[3] & 255;
        long whole = ((long) a << 24) | (b << 16) | (c << 8) | d;
        String dotted = dotted(target);
        String hex = "%x:%x".formatted(whole >> 16, whole & 0xffff);
        String inverted = "%x:%x".formatted(~(whole >> 16) & 0xffff, ~whole & 0xffff);
        List<String> all = new ArrayList<>(List.of(
                dotted,
                Long.toString(whole),
                "0x%x".formatted(whole),
                "0X%08X".formatted(whole),
                "0%o".formatted(whole),
                "%d.%d.%d".formatted(a, b, (c << 8) | d),
                "%d.%d".formatted(a, ((long) b << 16) | (c << 8) | d),
                "%03d.%03d.%03d.%03d".formatted(a, b, c, d),
                "%s.%s.%s.%s".formatted(part(a), part(b), part(c), part(d)),
                dotted + ".",
                dotted + "..",
                "." + dotted,
                "::ffff:" + dotted,
                "::FFFF:" + hex,
                "0:0:0:0:0:ffff:" + hex,
                "::" + dotted,
                "::" + hex,
                "::ffff:0:" + hex,
                "::ffff:0:" + dotted,
                "64:ff9b::" + hex,
                "64:ff9b::" + dotted,
                "0064:FF9B::" + hex,
                "64:ff9b:1::" + hex,
                "2002:" + hex + "::",
                "2002:" + hex + "::1",
                "2001:0:4136:e378:8000:63bf:" + inverted,
                "2001:db8::200:5efe:" + dotted,
                "2001:db8::5efe:" + hex,
                "fe80::5efe:" + hex,
                "[" + dotted + "]",
                "[::ffff:" + hex + "]",
                "::ffff:" + hex + "%lo",
                "::1%25lo",
                wide(dotted),
                dotted.replace('.', '\u3002'),
                dotted.replace('.', '\uff0e'),
                dotted.replace('.', '\uff61'),
                dotted.replace("1", "\u2460").replace("2", "\u2461"),
                percent(dotted),
                "%" + dotted,
                LISTED + "@" + dotted,
                dotted + "@" + LISTED,
                LISTED + ":x@" + dotted,
                dotted + "#" + LISTED,
                dotted + "/" + LISTED,
                dotted + "\\@" + LISTED,
                LISTED + " " + dotted,
                LISTED + "\r\n" + dotted,
                LISTED + "\u0000" + dotted,
                LISTED + "," + dotted,
                LISTED + ":5432," + dotted,
                "http://" + dotted,
                "//" + dotted,
                dotted + ":22",
                dotted + "\t",
                dotted + "\n",
                dotted + "\u0085",
                " " + dotted,
                dotted + ".nip.example",
                "localhost",
                "LOCALHOST",
                "localhost.",
                "localHost.localdomain",
                "ip6-localhost",
                mixed("evil.example"),
                LISTED + ".",
                LISTED + ".evil.example",
                mixed(LISTED) + "x",
                "xn--" + LISTED,
                "\u200b" + LISTED,
                "metadata.google.internal",
                "::1",
                "0:0:0:0:0:0:0:1",
                "::",
                "fe80::1",
                "fd00:ec2::254"));
        return all;
    }

    private String part(int number) {
        return switch (random.nextInt(4)) {
            case 0 -> "0x%x".formatted(number);
            case 1 -> "0%o".formatted(number);
            case 2 -> "0x0%X".formatted(number);
            default -> Integer.toString(number);
        };
    }

    private String mixed(String name) {
        StringBuilder mixed = new StringBuilder();
        name.chars()
                .forEach(letter -> mixed.append(
                        (char) (random.nextBoolean() ? Character.toUpperCase(letter) : Character.toLowerCase(letter))));
        return mixed.toString();
    }

    private static String wide(String text) {
        StringBuilder wide = new StringBuilder();
        text.chars().forEach(letter -> wide.append((char) (letter - '!' + '\uff01')));
        return wide.toString();
    }

    private static String percent(String text) {
        StringBuilder encoded = new StringBuilder();
        text.chars().forEach(letter -> encoded.append("%%%02x".formatted(letter)));
        return encoded.toString();
    }

    private static String dotted(byte[] address) {
        try {
            return InetAddress.getByAddress(address).getHostAddress();
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("four bytes are an address", impossible);
        }
    }
}
