package vn.lienthong.sync;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import vn.lienthong.kernel.Text;

/** What a run says of itself beside its counts, in both languages. */
enum Notes {
    /** The target keeps no checkpoint. */
    AT_LEAST_ONCE,
    /** Rows were sent again to a partner who may have had them and cannot tell; with their number. */
    SENT_AGAIN,
    /** A refused row's key is unknown, so nothing was deleted. */
    KEY_UNKNOWN,
    /** A source row's key is unknown, so what seems extra may belong to it. */
    KEY_UNKNOWN_RECONCILE,
    /** The source gave no row at all, so nothing was deleted or replaced. */
    SOURCE_EMPTY,
    /** The drop folder holds no file that was not read before. */
    NO_NEW_FILE,
    /** The drop folder holds corrections of single rows and no whole file. */
    ONLY_CORRECTIONS,
    /** A person said that target rows stay. */
    DELETES_DECLINED,
    /** A dry run's guard would stop the run. */
    WOULD_WAIT,
    /** A person has accepted that changes are missing. */
    GAP_ACCEPTED,
    /** Changes had not arrived when source and target were compared. */
    NOT_CAUGHT_UP,
    /** Rows newer than the last run are not judged. */
    NEXT_RUN_BRINGS,
    /** Rows of persons who were erased were left out; with their number. */
    LEFT_OUT,
    /** A dry run or comparison asked other systems, as a run would; with the number of questions. */
    LOOKED_UP,
    /** Source and target changed while they were compared. */
    NOT_ONE_MOMENT;

    Text text() {
        return new Text(words(Locale.forLanguageTag("vi")), words(Locale.ENGLISH));
    }

    /** The same with a number in the place of {@code {0}}. */
    Text text(long number) {
        Text pattern = text();
        return new Text(pattern.vi().replace("{0}", "" + number), pattern.en().replace("{0}", "" + number));
    }

    /** Notes of a run together with what is said at its end. */
    static List<Text> with(List<Text> notes, List<Text> further) {
        return Stream.concat(notes.stream(), further.stream()).toList();
    }

    private String words(Locale locale) {
        return ResourceBundle.getBundle(
                        "i18n/sync",
                        locale,
                        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES))
                .getString("sync.note." + name());
    }
}
