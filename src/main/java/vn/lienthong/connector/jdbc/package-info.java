/** Relational databases: PostgreSQL and MariaDB. */
@NullMarked
package vn.lienthong.connector.jdbc;

import org.jspecify.annotations.NullMarked;
