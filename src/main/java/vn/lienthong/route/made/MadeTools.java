package vn.lienthong.route.made;

import vn.lienthong.route.failed.FailedBook;

/** What turns of hand-made routes work with. */
record MadeTools(Turns turns, Ticks ticks, FailedBook book) {}
