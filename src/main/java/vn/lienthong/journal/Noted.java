package vn.lienthong.journal;

import vn.lienthong.kernel.Journal;

/** An entry that is about to be written, with what was known when it was handed in. */
record Noted(Journal.Entry entry, Trace trace) {}
