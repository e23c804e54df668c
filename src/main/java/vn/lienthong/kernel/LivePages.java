package vn.lienthong.kernel;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pages that tell their readers by themselves what changes on them. Each room answers for its own pages. */
public interface LivePages {
    /**
     * What a page shows now, in short.
     *
     * @param page its address without the leading slash
     * @return empty where the page is another room's, or there is no such page
     */
    Optional<Sight> sight(String page);

    /**
     * What a page shows, in short.
     *
     * @param mark differs when readers should read the page again
     * @param pace how long readers may wait to be told
     * @param moving the part that moves by itself meanwhile, null where nothing moves
     */
    record Sight(String mark, Duration pace, @Nullable Moving moving) {
        /** A page on which nothing moves between two changes. */
        public Sight(String mark, Duration pace) {
            this(mark, pace, null);
        }
    }

    /**
     * A part of a page that moves: a fragment without links, and what it shows.
     *
     * @param template where the fragment stands
     * @param fragment its name
     */
    record Moving(String template, String fragment, Map<String, Object> model) {}
}
