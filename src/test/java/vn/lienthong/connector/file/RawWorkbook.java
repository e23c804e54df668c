package vn.lienthong.connector.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A workbook written part by part, as odd as a test needs it. */
final class RawWorkbook {
    private final Map<String, String> parts = new LinkedHashMap<>();
    private final StringBuilder sheets = new StringBuilder();
    private final StringBuilder relations = new StringBuilder();
    private String properties = "";
    private int count;

    /** A sheet with this content of {@code sheetData} and what follows it. */
    RawWorkbook sheet(String name, String state, String rows, String after) {
        count++;
        sheets.append("<sheet name=\"" + name + "\" sheetId=\"" + count + "\" r:id=\"r" + count + "\" state=\"" + state
                + "\"/>");
        relations.append("<Relationship Id=\"r" + count + "\" Type=\"worksheet\" Target=\"worksheets/sheet" + count
                + ".xml\"/>");
        return part(
                "xl/worksheets/sheet" + count + ".xml",
                "<worksheet><sheetData>" + rows + "</sheetData>" + after + "</worksheet>");
    }

    RawWorkbook sheet(String name, String rows) {
        return sheet(name, "visible", rows, "");
    }

    /** A sheet that is said to lie in another place. */
    RawWorkbook relation(String name, String target) {
        count++;
        sheets.append("<sheet name=\"" + name + "\" sheetId=\"" + count + "\" r:id=\"r" + count + "\"/>");
        relations.append("<Relationship Id=\"r" + count + "\" Type=\"worksheet\" Target=\"" + target + "\"/>");
        return this;
    }

    RawWorkbook from1904() {
        properties = "<workbookPr date1904=\"1\"/>";
        return this;
    }

    RawWorkbook styles(String... formats) {
        StringBuilder codes = new StringBuilder();
        StringBuilder cells = new StringBuilder("<xf numFmtId=\"0\"/>");
        for (int i = 0; i < formats.length; i++) {
            codes.append("<numFmt numFmtId=\"" + (200 + i) + "\" formatCode=\"" + formats[i].replace("\"", "&quot;")
                    + "\"/>");
            cells.append("<xf numFmtId=\"" + (200 + i) + "\"/>");
        }
        return part(
                "xl/styles.xml",
                "<styleSheet><numFmts>" + codes
                        + "</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>" + cells
                        + "</cellXfs></styleSheet>");
    }

    RawWorkbook part(String name, String xml) {
        parts.put(name, xml);
        return this;
    }

    byte[] bytes() throws IOException {
        part("xl/_rels/workbook.xml.rels", "<Relationships>" + relations + "</Relationships>");
        part("xl/workbook.xml", "<workbook xmlns:r=\"r\">" + properties + "<sheets>" + sheets + "</sheets></workbook>");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    /** A row of cells given as {@code address=text} in-line texts. */
    static String row(int number, String... cells) {
        StringBuilder row = new StringBuilder("<row r=\"" + number + "\">");
        for (String cell : cells) {
            int equals = cell.indexOf('=');
            row.append("<c r=\"" + cell.substring(0, equals) + number + "\" t=\"inlineStr\"><is><t>"
                    + cell.substring(equals + 1) + "</t></is></c>");
        }
        return row.append("</row>").toString();
    }
}
