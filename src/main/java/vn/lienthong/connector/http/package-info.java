/** What connectors share that ask over HTTP: one exchange, patience with a partner, and lists that come in parts. */
@NullMarked
package vn.lienthong.connector.http;

import org.jspecify.annotations.NullMarked;
