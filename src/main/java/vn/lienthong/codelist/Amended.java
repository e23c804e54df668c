package vn.lienthong.codelist;

import java.util.List;
import java.util.Map;

/** What people have amended in code lists; asked by {@link CodeLists} whenever it looks whether anything has changed. */
interface Amended {
    /** Nothing. */
    Amended NOTHING = new Amended() {
        @Override
        public Map<String, Integer> versions() {
            return Map.of();
        }

        @Override
        public List<CodeList.Entry> entries(String list) {
            return List.of();
        }
    };

    /** The newest version of each list that was ever amended. */
    Map<String, Integer> versions();

    /** All entries of the codes of a list that are amended in its newest version. */
    List<CodeList.Entry> entries(String list);
}
