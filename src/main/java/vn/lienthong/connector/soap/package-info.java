/** Systems that answer over HTTP with SOAP: operations of their WSDL become datasets and look-ups. */
@NullMarked
package vn.lienthong.connector.soap;

import org.jspecify.annotations.NullMarked;
