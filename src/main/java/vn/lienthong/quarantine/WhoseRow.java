package vn.lienthong.quarantine;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import vn.lienthong.kernel.DataClass;

/** Finds whose data a held row is, so that the journal can tell who saw this person. */
final class WhoseRow {
    /** Twelve digits (Law on Identification 26/2023/QH15, article 12), perhaps written in groups. */
    private static final Pattern PERSONAL_ID = Pattern.compile("\\d{12}");

    private static final Pattern GROUPING = Pattern.compile("[\\s.'’-]");

    private WhoseRow() {}

    /** The personal id in the row: the first well-formed one among personal, else among other masked columns. */
    static Optional<String> of(List<Cell> cells) {
        return id(cells.stream()
                        .filter(cell -> cell.dataClass() == DataClass.PERSONAL)
                        .toList())
                .or(() -> id(
                        cells.stream().filter(cell -> cell.dataClass().masked()).toList()));
    }

    private static Optional<String> id(List<Cell> cells) {
        return cells.stream()
                .filter(cell -> cell.value() != null)
                .map(cell -> GROUPING.matcher(String.valueOf(cell.value())).replaceAll(""))
                .filter(PERSONAL_ID.asMatchPredicate())
                .findFirst();
    }
}
