package vn.lienthong.agency;

import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Text;

/**
 * An agency as somebody wants it to be.
 *
 * @param given its code as written
 * @param place where that was written, for messages; empty where it stands alone
 * @param parentPlace the same of the agency above
 */
record Wanted(
        AgencyCode code,
        String given,
        Text name,
        @Nullable AgencyCode parent,
        @Nullable String contact,
        Text place,
        Text parentPlace) {
    private static final Text NOWHERE = Text.same("");

    static Wanted alone(
            AgencyCode code, String given, Text name, @Nullable AgencyCode parent, @Nullable String contact) {
        return new Wanted(code, given, name, parent, contact, NOWHERE, NOWHERE);
    }

    Agency agency() {
        return new Agency(code, given, name, parent, contact, false);
    }
}
