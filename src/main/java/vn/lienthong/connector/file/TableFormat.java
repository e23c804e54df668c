package vn.lienthong.connector.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.Text;

/** A kind of file that holds tables. */
interface TableFormat {
    /** What a file of this kind ends in: {@code .csv}. */
    String ending();

    /** Whether a dataset is a sheet in every file, rather than the files of one pattern. */
    boolean sheets();

    /** The sheets of a workbook that its readers see; empty where a file has only one table. */
    List<String> sheetsOf(Path file, String name) throws IOException;

    /**
     * Opens a table.
     *
     * @param name the file's name for messages
     * @param sheet the sheet, ignored where a file has only one table
     * @param wanted the columns to read, found by the header's text; the cells come as their types
     */
    Table open(Path file, String name, String sheet, List<Column> wanted) throws IOException;

    /**
     * The columns of a table, with the types its first rows show.
     *
     * @param expected the columns of the agreed template; empty means those of the header
     */
    List<Column> columns(Path file, String name, String sheet, List<String> expected) throws IOException;

    /** Which encoding or edition the file has, in words, for the doctor; throws CONFIGURATION where it cannot be known. */
    String nature(Path file, String name) throws IOException;

    /** Why no file can be written with these settings, or null. */
    @Nullable
    Text unwritable();

    /** Most characters of a cell. */
    int longest();

    /** Most rows of a table, its header not counted. */
    long mostRows();

    /** Starts a new file with one table. */
    TableSink sink(Path target, String sheet, List<String> header) throws IOException;
}
