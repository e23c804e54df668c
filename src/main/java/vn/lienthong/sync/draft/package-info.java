/** Mappings of jobs as people read, try and change them: drafts that never run, and what a second person lets in. */
@NullMarked
package vn.lienthong.sync.draft;

import org.jspecify.annotations.NullMarked;
