package vn.lienthong.connector.http;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/** Names for datasets and columns, made of what a partner calls things. */
public final class PlainNames {
    private static final int MOST = 63;

    private PlainNames() {}

    /** Small letters and numbers: {@code /maHocSinh/đơnVị} becomes {@code ma_hoc_sinh_don_vi}. */
    public static String of(String text, String between) {
        String plain = Normalizer.normalize(text.replace('đ', 'd').replace('Đ', 'D'), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replaceAll("([a-z0-9])([A-Z])", "$1 $2")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", between)
                .replaceAll("^[-_]+|[-_]+$", "");
        return plain.isEmpty() ? "x" : plain.substring(0, Math.min(plain.length(), MOST - 4));
    }

    /** The name, or with a number where it is taken; taken from now on. */
    public static String unique(String wanted, Set<String> taken, String between) {
        String name = wanted;
        for (int number = 2; !taken.add(name); number++) {
            name = wanted + between + number;
        }
        return name;
    }
}
