package vn.lienthong.agency;

import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Text;

/**
 * An organisation that takes part and answers for its data.
 *
 * @param code the national code, in its normal form
 * @param given the code as it was given, in either written form
 * @param name the full name
 * @param parent the agency above, null at the top
 * @param contact the person or mailbox in charge, null where none is named
 * @param ofFile whether {@code agencies.yaml} lists it: then it is the file's, and changed nowhere else
 */
public record Agency(
        AgencyCode code,
        String given,
        Text name,
        @Nullable AgencyCode parent,
        @Nullable String contact,
        boolean ofFile) {}
