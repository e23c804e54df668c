/** PostgreSQL: rows travel as the server's own binary COPY format, both ways. */
@NullMarked
package vn.lienthong.connector.jdbc.postgresql;

import org.jspecify.annotations.NullMarked;
