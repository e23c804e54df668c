package vn.lienthong.sample;

/** As the personal id tells it. */
public enum Sex {
    MALE,
    FEMALE
}
