package vn.lienthong.service;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.Text;

/** The services that are published. */
public interface Services {
    /** All, by name and version. */
    List<ServiceId> published();

    /** All, by name and version, as far as it matters to who carries their calls out. */
    List<Offer> offers();

    /**
     * One service, as it is offered today.
     *
     * @param contact whom to ask, null where nobody is named
     * @param asks whether it asks a partner's system, rather than looking rows up
     * @param hindrance why it may not answer, null where nothing laid down for its dataset forbids it
     * @param over whether its last day is behind us
     */
    record Offer(
            ServiceId id,
            Text title,
            AgencyCode agency,
            @Nullable String contact,
            DatasetName dataset,
            boolean asks,
            @Nullable Text hindrance,
            boolean over) {}
}
