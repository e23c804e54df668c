package vn.lienthong.service;

/** How columns are called in XML. */
final class XmlNames {
    private XmlNames() {}

    /** The column's name; what cannot stand in a name of XML is written {@code _x0020_}, as SQL/XML has it, so that no two become one. */
    static String of(String column) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < column.length(); i++) {
            char at = column.charAt(i);
            boolean escapes = at == '_' && column.startsWith("_x", i);
            if (holds(at, i == 0) && !escapes) {
                name.append(at);
            } else {
                name.append("_x%04X_".formatted((int) at));
            }
        }
        return name.toString();
    }

    /** Fewer than XML allows: Latin letters as Vietnamese has them, digits and marks. */
    private static boolean holds(char at, boolean first) {
        boolean letter = at >= 'a' && at <= 'z'
                || at >= 'A' && at <= 'Z'
                || at == '_'
                || at >= 0xC0 && at <= 0x24F && at != 0xD7 && at != 0xF7
                || at >= 0x1EA0 && at <= 0x1EF9;
        return letter || !first && (at >= '0' && at <= '9' || at == '-' || at == '.');
    }
}
