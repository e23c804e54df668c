package vn.lienthong.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A national agency code, dot-separated from general to specific: {@code G03}, {@code H41.12}. Decision 20/2020/QĐ-TTg, amended
 * by 09/2025. The older form stands the other way round and is padded with zeros ({@code 000.00.00.G03}); {@link #parse} takes
 * both and normalises.
 */
public record AgencyCode(String value) implements Comparable<AgencyCode> {
    private static final Pattern CODE = Pattern.compile("[A-Z][0-9]{2}(\\.[0-9A-Z]{1,6})*");

    public AgencyCode {
        if (value.length() > 35 || !CODE.matcher(value).matches()) {
            throw new HubException(KernelError.AGENCY_CODE_INVALID, Map.of("code", value));
        }
    }

    /** Accepts both written forms and gives the normal one. */
    public static AgencyCode parse(String given) {
        String text = given.strip().toUpperCase(Locale.ROOT);
        if (!text.isEmpty() && Character.isDigit(text.charAt(0))) {
            List<String> groups = new ArrayList<>(Arrays.asList(text.split("\\.", -1)));
            groups.replaceAll(String::strip);
            while (groups.size() > 1 && groups.get(0).matches("0+")) {
                groups.remove(0);
            }
            Collections.reverse(groups);
            text = String.join(".", groups);
        }
        return new AgencyCode(text);
    }

    @Override
    public int compareTo(AgencyCode other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
