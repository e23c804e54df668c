package vn.lienthong.service;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person sees who tried a service.
 *
 * @param rest what a program gets that asks by REST; null where the service is not offered so
 * @param soap the same by SOAP
 * @param millis how long the call took in the hub, journal included
 * @param found whether there are rows
 * @param nothing whether nothing was there for the consumer, or nothing was found
 * @param masked the columns whose values he does not see as they are
 * @param revealed whether he sees personal values
 */
record Tried(
        @Nullable Shown rest,
        @Nullable Shown soap,
        long millis,
        boolean found,
        boolean nothing,
        List<String> masked,
        boolean revealed) {
    /**
     * One way of asking.
     *
     * @param question the body that is sent
     * @param curl the call as a line for a shell, without a secret
     * @param headers what HTTP says beside the answer, by name
     */
    record Shown(String address, String question, String curl, int status, Map<String, String> headers, String body) {
        /** How it stands at a glance. */
        public String shape() {
            return status == 200 ? "ok" : status >= 500 ? "fail" : "slow";
        }
    }
}
