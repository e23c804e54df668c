/** Files people hand in: CSV and Excel workbooks in a drop folder. */
@NullMarked
package vn.lienthong.connector.file;

import org.jspecify.annotations.NullMarked;
