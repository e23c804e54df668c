/** Following a server's binary log with Debezium's engine: the only place that knows it. */
@NullMarked
package vn.lienthong.connector.changes;

import org.jspecify.annotations.NullMarked;
