package vn.lienthong.service;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a program gets that asked in an envelope.
 *
 * @param status of HTTP
 * @param seconds after how many it may come again, null where nothing is said of it
 * @param headers what else is said of it, by name
 */
record SoapReply(
        int status,
        String contentType,
        byte[] body,
        @Nullable Long seconds,
        Map<String, String> headers) {}
