package vn.lienthong.sample;

import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * A fictional teacher, in charge of one class.
 *
 * @param className the class they are in charge of
 */
public record Teacher(
        String id,
        String name,
        LocalDate birthDate,
        Sex sex,
        String personalId,
        String schoolCode,
        String className,
        LocalDateTime updatedAt) {}
