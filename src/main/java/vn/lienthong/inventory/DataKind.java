package vn.lienthong.inventory;

import java.util.List;
import vn.lienthong.kernel.Text;

/**
 * A kind of data that systems of the sector hold.
 *
 * @param code by which programs name it: {@code pupils}
 * @param words plain words in the names of datasets that hold it
 */
public record DataKind(String code, Text name, List<String> words) {}
