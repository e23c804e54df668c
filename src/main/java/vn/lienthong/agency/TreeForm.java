package vn.lienthong.agency;

import java.util.Map;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;

/** Agencies as people and programs write them one by one. */
final class TreeForm {
    private TreeForm() {}

    /**
     * What is wanted.
     *
     * @param english empty where the name is the same in both languages
     * @param parent empty for the top
     * @throws HubException CONFIGURATION where a part cannot be used
     */
    static Wanted wanted(String code, String name, String english, String parent, String contact) {
        String vietnamese = AgencyRows.name(name);
        return Wanted.alone(
                AgencyRows.code(code),
                code.strip(),
                new Text(vietnamese, english.isBlank() ? vietnamese : AgencyRows.name(english)),
                AgencyRows.parent(parent),
                AgencyRows.contact(contact));
    }

    /** Goes on where what is wanted is this agency: a code is written otherwise, never exchanged. */
    static Wanted same(Agency there, Wanted wanted) {
        if (!wanted.code().equals(there.code())) {
            throw new HubException(AgencyError.AGENCY_OTHER_CODE, Map.of("code", there.code(), "given", wanted.code()));
        }
        return wanted;
    }
}
