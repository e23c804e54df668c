package vn.lienthong.connector.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a cell's number format says about its number.
 *
 * @param date whether it shows a day
 * @param time whether it shows a time of day
 * @param digits how many digits it always shows, leading zeros included; 0 where it does not say
 */
record CellStyle(boolean date, boolean time, int digits) {
    static final CellStyle PLAIN = new CellStyle(false, false, 0);

    /** As many as Excel itself allows. */
    private static final int MOST = 65_490;

    private static final int LONGEST_CODE = 1000;

    /** The formats of a workbook, by the number a cell carries. */
    static List<CellStyle> read(WorkbookXml xml) throws IOException {
        Map<Integer, CellStyle> codes = new HashMap<>();
        List<CellStyle> styles = new ArrayList<>();
        boolean cells = false;
        while (xml.next()) {
            if (xml.starts("numFmt")) {
                codes.put(number(xml.attribute("numFmtId")), of(String.valueOf(xml.attribute("formatCode"))));
            } else if (xml.starts("cellXfs") || xml.ends("cellXfs")) {
                cells = xml.starts("cellXfs");
            } else if (cells && xml.starts("xf")) {
                int id = number(xml.attribute("numFmtId"));
                CellStyle given = codes.get(id);
                styles.add(given == null ? builtIn(id) : given);
            }
            if (styles.size() > MOST || codes.size() > MOST) {
                throw new GuardedBytes.HostileWorkbook("it has more than " + MOST + " formats");
            }
        }
        return styles;
    }

    private static int number(@Nullable String text) throws IOException {
        return text == null ? 0 : SheetRows.integer(text);
    }

    private static CellStyle builtIn(int id) {
        if (id == 22) {
            return new CellStyle(true, true, 0);
        }
        boolean time = id >= 18 && id <= 21 || id >= 45 && id <= 47;
        boolean date = id >= 14 && id <= 17 || id >= 27 && id <= 36 || id >= 50 && id <= 58;
        return new CellStyle(date, time, 0);
    }

    /** Reads a format code: {@code dd/mm/yyyy}, {@code 000000000000}, {@code #,##0 "đ"}. */
    static CellStyle of(String code) {
        if (code.length() > LONGEST_CODE) {
            return PLAIN;
        }
        String bare = code.replaceAll("\"[^\"]*\"|\\\\.|_.|\\*.|\\[(?![hms]+\\])[^]]*]", "")
                .split(";", 2)[0]
                .toLowerCase(Locale.ROOT);
        if (bare.matches("0{2,}")) {
            return new CellStyle(false, false, bare.length());
        }
        if (bare.contains("general") || bare.matches(".*[0#?].*") && !bare.matches(".*[dy].*")) {
            return PLAIN;
        }
        boolean time = bare.matches(".*[hs].*");
        boolean date = bare.matches(".*[dy].*") || bare.contains("m") && !time;
        return new CellStyle(date, time, 0);
    }
}
