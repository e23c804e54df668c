package vn.lienthong.agency;

import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Text;

/**
 * An organisation that takes part and answers for its data.
 *
 * @param code the national code, in its normal form
 * @param name the full name
 * @param parent the agency above, null at the top
 * @param contact the person or mailbox in charge, null where none is named
 */
public record Agency(
        AgencyCode code,
        Text name,
        @Nullable AgencyCode parent,
        @Nullable String contact) {}
