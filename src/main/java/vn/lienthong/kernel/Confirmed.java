package vn.lienthong.kernel;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A handler that lets in only who has shown lately, with password and code, that it is still he: what it does reveals much or cannot
 * be undone. A form may show it together with what it asks for.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Confirmed {
    /** False where only some of what can be asked for needs it: the handler then calls {@link Caller#needConfirmed} itself. */
    boolean always() default true;
}
