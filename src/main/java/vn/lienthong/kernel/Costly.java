package vn.lienthong.kernel;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A handler that makes the hub, or a system behind it, work hard for one call: each caller gets fewer of these in a minute than of
 * others, all of them together. Every one stands in {@code src/docs/limits.md}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Costly {}
