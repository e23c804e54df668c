package vn.lienthong.inventory;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Text;

/**
 * One existing system of an agency as its people describe it. What nobody has said is null.
 *
 * @param name how the hub calls it, small letters, digits and hyphens
 * @param agency who owns it
 * @param contractEnd the last day of the contract with the vendor
 * @param yearlyCost in đồng a year
 * @param securityLevel 1 to 5, as information systems are graded
 * @param holds the kinds of data it holds, by code
 * @param recordOf those of them of which it is the source of record
 * @param connectors the ways into it that are registered, by name
 * @param version rises with each change
 */
record KnownSystem(
        String name,
        Text title,
        AgencyCode agency,
        @Nullable String purpose,
        @Nullable String technology,
        @Nullable String vendor,
        @Nullable LocalDate contractEnd,
        @Nullable Long yearlyCost,
        @Nullable Integer securityLevel,
        @Nullable String contact,
        List<String> holds,
        List<String> recordOf,
        List<String> connectors,
        long version) {
    /** The same under another name. */
    KnownSystem named(String other) {
        return new KnownSystem(
                other,
                title,
                agency,
                purpose,
                technology,
                vendor,
                contractEnd,
                yearlyCost,
                securityLevel,
                contact,
                holds,
                recordOf,
                connectors,
                version);
    }

    /** Whether both say the same, whatever their versions. */
    boolean saysAs(KnownSystem other) {
        return SystemFields.texts(this).equals(SystemFields.texts(other));
    }
}
