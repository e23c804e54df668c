package vn.lienthong.sample;

/**
 * A fictional school.
 *
 * @param code eight digits: former province code, level, number
 * @param level 1 primary, 2 lower secondary, 3 upper secondary
 * @param provinceCode former two-digit province code
 */
public record School(String code, String name, int level, String provinceCode, String commune) {}
