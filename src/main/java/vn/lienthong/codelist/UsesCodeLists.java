package vn.lienthong.codelist;

import java.util.List;
import vn.lienthong.kernel.Text;

/** A room that uses code lists; it says where, to whoever looks at a list. Called on the thread of a request. */
public interface UsesCodeLists {
    /** The uses that the caller may know of. */
    List<Use> uses();

    /**
     * One use.
     *
     * @param list the list's name
     * @param what what uses it, for people
     * @param field the field whose values it translates or allows
     * @param page where the use can be looked at
     */
    record Use(String list, Text what, String field, String page) {}
}
