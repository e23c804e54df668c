package vn.lienthong.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Things of a room that people look for by name, from whatever page they are on. Never rows of data. */
public interface Findable {
    /** The word for them, as in {@link May#of()}: {@code job}. Pages name it by {@code search.kind.<kind>}. */
    String kind();

    /** Those that whoever asks may look at. Asked at each search, on its thread; it must be quick. */
    List<Found> found();

    /**
     * One of them.
     *
     * @param title what people call it
     * @param code its name in files and addresses
     * @param more what tells it from others; null where nothing does
     * @param address its page
     */
    record Found(Text title, String code, @Nullable Text more, String address) {}
}
