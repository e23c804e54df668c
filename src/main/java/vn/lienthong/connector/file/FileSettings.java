package vn.lienthong.connector.file;

import java.time.Duration;
import java.util.List;
import vn.lienthong.connector.Settings;

/**
 * The settings that every kind of drop folder has.
 *
 * @param folder where files lie
 * @param pattern which files are meant, e.g. {@code hoc-sinh*.csv}
 * @param columns the columns of the agreed template; empty means those of the header
 * @param stable how long a file must not change before it is claimed
 * @param marker ending of the file that says another is complete, empty where none is used
 * @param readsAgain whether content that was read before is read again when it is dropped again
 */
record FileSettings(
        String folder, String pattern, List<String> columns, Duration stable, String marker, boolean readsAgain) {
    static FileSettings of(Settings settings, String ending) {
        Object columns = settings.values().get("columns");
        List<String> names = columns instanceof List<?> list
                ? list.stream().map(name -> HeaderText.shown(name.toString())).toList()
                : List.of();
        return new FileSettings(
                settings.text("folder"),
                settings.optionalText("pattern").orElse("*" + ending),
                names,
                Duration.ofSeconds(settings.optionalText("stable_seconds")
                        .map(Long::parseLong)
                        .orElse(2L)),
                settings.optionalText("marker").orElse(""),
                settings.optionalText("repeats").orElse("archive").equals("read"));
    }

    /** Index of the header row, -1 where it is to be found. */
    static int headerRow(Settings settings) {
        String row = settings.optionalText("header_row").orElse("auto");
        return row.equals("auto") ? -1 : Integer.parseInt(row) - 1;
    }
}
