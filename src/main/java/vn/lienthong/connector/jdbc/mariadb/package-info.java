/** MariaDB and MySQL servers. */
@NullMarked
package vn.lienthong.connector.jdbc.mariadb;

import org.jspecify.annotations.NullMarked;
