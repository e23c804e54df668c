package vn.lienthong.connector.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.file.GuardedBytes.HostileWorkbook;
import vn.lienthong.kernel.HubException;

/**
 * An open workbook. The parser is the hub's own, because the libraries at hand trust cell addresses and sizes, and hide merged
 * cells: this one keeps every size within bounds and reads rows one by one.
 */
final class WorkbookFile implements AutoCloseable {
    private static final int MOST_PARTS = 10_000;

    private final ZipFile zip;
    private final List<Sheet> sheets = new ArrayList<>();
    private boolean from1904;
    private List<CellStyle> styles = List.of();
    private final SharedTexts texts = new SharedTexts();

    /** A sheet: its name, where it lies in the file, and whether people see it. */
    record Sheet(String name, String part, boolean visible) {}

    private WorkbookFile(ZipFile zip) {
        this.zip = zip;
    }

    /** Opens a workbook; its sheets are known, its texts are not read yet. */
    static WorkbookFile open(Path file, String name) throws IOException {
        refuseOthers(file, name);
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (ZipException broken) {
            throw notAWorkbook(name, "it is not a complete archive", broken);
        }
        WorkbookFile workbook = new WorkbookFile(zip);
        try {
            if (zip.size() > MOST_PARTS) {
                throw new HostileWorkbook("it holds " + zip.size() + " parts");
            }
            if (zip.getEntry("xl/workbook.xml") == null) {
                throw notAWorkbook(
                        name, zip.getEntry("xl/workbook.bin") == null ? "it holds no sheets" : "it is .xlsb", null);
            }
            workbook.readSheets();
            return workbook;
        } catch (IOException failed) {
            zip.close();
            throw translated(name, failed);
        } catch (HubException refused) {
            zip.close();
            throw refused;
        }
    }

    /** What a failure while reading means: a workbook that is wrong is refused, everything else is trouble with the disk. */
    static HubException translated(String name, IOException failed) {
        return failed instanceof HostileWorkbook
                ? new HubException(
                        FileError.HOSTILE_WORKBOOK,
                        Map.of("file", name, "why", String.valueOf(failed.getMessage())),
                        failed)
                : notAWorkbook(name, String.valueOf(failed.getMessage()), failed);
    }

    private static HubException notAWorkbook(String name, String why, @Nullable Throwable cause) {
        return new HubException(FileError.NOT_A_WORKBOOK, Map.of("file", name, "why", why), cause);
    }

    private static void refuseOthers(Path file, String name) throws IOException {
        try (InputStream bytes = PlainFile.open(file)) {
            byte[] head = bytes.readNBytes(1 << 16);
            String text = new String(head, StandardCharsets.ISO_8859_1);
            if (text.startsWith("\u00D0\u00CF\u0011\u00E0")) {
                String directory = text + new String(bytes.readNBytes(1 << 20), StandardCharsets.ISO_8859_1);
                boolean encrypted = directory.contains("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e");
                throw new HubException(
                        encrypted ? FileError.ENCRYPTED_WORKBOOK : FileError.OLD_WORKBOOK, Map.of("file", name));
            }
            if (!text.startsWith("PK\u0003\u0004")) {
                throw notAWorkbook(name, head.length == 0 ? "it is empty" : "it is some other kind of file", null);
            }
        }
    }

    private void readSheets() throws IOException {
        Map<String, String> parts = new HashMap<>();
        if (zip.getEntry("xl/_rels/workbook.xml.rels") != null) {
            try (WorkbookXml xml = xml("xl/_rels/workbook.xml.rels")) {
                while (xml.next()) {
                    if (xml.starts("Relationship")) {
                        needFew(parts.size());
                        String target = String.valueOf(xml.attribute("Target"));
                        parts.put(
                                String.valueOf(xml.attribute("Id")),
                                target.startsWith("/") ? target.substring(1) : "xl/" + target);
                    }
                }
            }
        }
        try (WorkbookXml xml = xml("xl/workbook.xml")) {
            while (xml.next()) {
                if (xml.starts("workbookPr")) {
                    String base = xml.attribute("date1904");
                    from1904 = "1".equals(base) || "true".equals(base);
                } else if (xml.starts("sheet")) {
                    String state = xml.attribute("state");
                    String part = parts.get(String.valueOf(xml.attribute("id")));
                    needFew(sheets.size());
                    if (part != null && part.contains("worksheets/")) {
                        sheets.add(new Sheet(
                                String.valueOf(xml.attribute("name")), part, state == null || state.equals("visible")));
                    }
                }
            }
        }
    }

    private static void needFew(int count) throws HostileWorkbook {
        if (count > MOST_PARTS) {
            throw new HostileWorkbook("it names more than " + MOST_PARTS + " parts");
        }
    }

    /** Reads what cells refer to; call before reading cells. */
    void readTexts() throws IOException {
        if (zip.getEntry("xl/styles.xml") != null) {
            try (WorkbookXml xml = xml("xl/styles.xml")) {
                styles = CellStyle.read(xml);
            }
        }
        if (zip.getEntry("xl/sharedStrings.xml") != null) {
            try (WorkbookXml xml = xml("xl/sharedStrings.xml")) {
                texts.read(xml);
            }
        }
    }

    List<Sheet> sheets() {
        return sheets;
    }

    boolean from1904() {
        return from1904;
    }

    CellStyle style(int number) {
        return number >= 0 && number < styles.size() ? styles.get(number) : CellStyle.PLAIN;
    }

    String sharedText(int number) throws IOException {
        return texts.get(number);
    }

    WorkbookXml xml(String part) throws IOException {
        ZipEntry entry = zip.getEntry(part);
        if (entry == null) {
            throw new IOException("its part " + part + " is missing");
        }
        return new WorkbookXml(new GuardedBytes(zip.getInputStream(entry), entry.getCompressedSize(), part));
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
