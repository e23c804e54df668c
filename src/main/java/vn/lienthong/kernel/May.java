package vn.lienthong.kernel;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Whom a handler lets in: callers whose roles contain the act, in the agency of the thing that the address names. A handler without
 * this and without {@link Open} answers nobody. Where the thing stands in the body and not in the address, the handler asks
 * {@link Caller#need} itself, before anything happens.
 */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface May {
    /** The act. */
    Act value();

    /**
     * The kind of the thing, as {@link Owned#kind()} says; empty where the address names none, and {@code platform} for what is of all
     * agencies together.
     */
    String of() default "";

    /** The path variable that holds its id. */
    String id() default "name";
}
