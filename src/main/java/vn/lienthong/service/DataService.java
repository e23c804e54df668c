package vn.lienthong.service;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.document.Document;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.Text;

/**
 * What an agency answers others about one of its datasets.
 *
 * @param title how people call it
 * @param agency who answers for it
 * @param contact whom to ask, null where nobody is named
 * @param ask the columns whose values a caller must give, all of them
 * @param answer the columns that can be answered
 * @param person the column that holds the id of the person a row is about, one of those asked unless it gives a roster; null where it is
 *     about nobody
 * @param cache how long an answer of a partner's system may be given again; rows that are looked up are never kept
 * @param most most rows of a page of its list; 0 where it gives none
 * @param offer how it can be asked, {@link #REST} or {@link #SOAP} or both
 * @param roster which entity of OneRoster its rows are; null where they are none
 * @param retirement how this version goes out of use
 * @param document the file it was read from, for what is found wrong in it later
 */
public record DataService(
        ServiceId id,
        Text title,
        AgencyCode agency,
        @Nullable String contact,
        DatasetName dataset,
        List<String> ask,
        List<String> answer,
        @Nullable String person,
        Duration cache,
        int most,
        Set<String> offer,
        @Nullable Roster roster,
        Retirement retirement,
        Document document) {
    static final String REST = "rest";
    static final String SOAP = "soap";

    /** Whether it can be asked so. */
    boolean offers(String way) {
        return offer.contains(way);
    }

    /** Whether it gives all of its rows, page by page, to whom an agreement lets see them. */
    public boolean lists() {
        return most > 0;
    }

    /** The collection of OneRoster that its rows are; null where they are none. */
    public @Nullable String collection() {
        return roster == null ? null : roster.entity().collection();
    }

    /** Whether both give the same collection of OneRoster, which has one address, and are not versions of one service. */
    boolean rivals(DataService other) {
        return roster != null
                && other.roster() != null
                && roster.entity() == other.roster().entity()
                && !id.name().equals(other.id().name());
    }

    /** The file it comes from. */
    public String file() {
        return document.fileName();
    }
}
