package vn.lienthong.kernel;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;

/** The nine kinds of value that move through the hub, each with its one Java type. */
public enum ValueType {
    /** {@link String}, always NFC. Also uuid, json, enums and arrays in their textual form. */
    TEXT(String.class),
    /** {@link Long}. */
    INTEGER(Long.class),
    /** {@link java.math.BigDecimal}; never passes through a double. */
    DECIMAL(java.math.BigDecimal.class),
    /** {@link Boolean}. */
    BOOLEAN(Boolean.class),
    /** {@link java.time.LocalDate}. */
    DATE(LocalDate.class),
    /** {@link java.time.LocalTime}. */
    TIME(LocalTime.class),
    /** {@link java.time.LocalDateTime}: a date and time without a zone. */
    TIMESTAMP(LocalDateTime.class),
    /** {@link java.time.OffsetDateTime}: a moment. */
    MOMENT(OffsetDateTime.class),
    /** {@code byte[]}. */
    BYTES(byte[].class);

    private final Class<?> javaType;

    ValueType(Class<?> javaType) {
        this.javaType = javaType;
    }

    /** The only class, besides null, that values of this type have. */
    public Class<?> javaType() {
        return javaType;
    }
}
