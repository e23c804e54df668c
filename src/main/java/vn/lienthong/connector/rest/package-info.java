/** Systems that answer over HTTP with JSON: their pages become rows. */
@NullMarked
package vn.lienthong.connector.rest;

import org.jspecify.annotations.NullMarked;
