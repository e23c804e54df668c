package vn.lienthong.service;

import org.jspecify.annotations.Nullable;

/**
 * What a program gets that asked in an envelope.
 *
 * @param status of HTTP
 * @param seconds after how many it may come again, null where nothing is said of it
 */
record SoapReply(
        int status,
        String contentType,
        byte[] body,
        @Nullable Long seconds) {}
