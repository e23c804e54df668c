/** Folders on other machines, reached over SSH: the same files as in a drop folder of this machine, fetched and laid down. */
@NullMarked
package vn.lienthong.connector.sftp;

import org.jspecify.annotations.NullMarked;
