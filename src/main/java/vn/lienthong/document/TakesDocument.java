package vn.lienthong.document;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks the text that is a document of a kind, so that the API's description can say how it is written. */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface TakesDocument {
    /** The kind, e.g. {@code connector}. */
    String value();
}
