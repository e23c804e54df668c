package vn.lienthong.connector.soap;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vn.lienthong.connector.Answer;
import vn.lienthong.connector.http.Gathering;
import vn.lienthong.connector.http.Listing;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Rejection;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.Text;

/** Asks one operation for each row of a request. */
final class SoapCall {
    private final SoapAsking asking;
    private final SoapOperation operation;

    SoapCall(SoapAsking asking, SoapOperation operation) {
        this.asking = asking;
        this.operation = operation;
    }

    Answer ask(Batch request) {
        Map<String, String> places = operation.inputs();
        for (int column = 0; column < request.schema().size(); column++) {
            String name = request.schema().column(column).name();
            if (!places.containsKey(name)) {
                throw asking.failures()
                        .error(
                                SoapError.INPUT_UNKNOWN,
                                Map.of(
                                        "operation",
                                        operation.asked().name(),
                                        "input",
                                        name,
                                        "known",
                                        String.join(", ", places.keySet())),
                                null);
            }
        }
        List<Listing.Field> fields = operation.listing().fields();
        Gathering answers = new Gathering(fields);
        List<Rejection> rejected = new ArrayList<>();
        Set<Integer> failed = new HashSet<>();
        for (int row = 0; row < request.size(); row++) {
            ask(request, row, places, answers, rejected, failed);
        }
        Schema schema = new Schema(fields.stream().map(Listing.Field::column).toList());
        return new Answer(answers.batch(schema), rejected, failed);
    }

    private void ask(
            Batch request,
            int row,
            Map<String, String> places,
            Gathering answers,
            List<Rejection> rejected,
            Set<Integer> failed) {
        Map<String, String> values = new LinkedHashMap<>(operation.fixed());
        for (int column = 0; column < request.schema().size(); column++) {
            Object value = request.value(row, column);
            if (value != null) {
                values.put(places.get(request.schema().column(column).name()), text(value));
            }
        }
        List<String> missing = operation.request().needed(values);
        if (!missing.isEmpty()) {
            rejected.add(missing(request, row, missing));
            return;
        }
        Envelopes.Outcome outcome = asking.patiently(operation, values);
        Envelopes.Fault fault = outcome.fault();
        if (fault != null && !fault.signIn()) {
            rejected.add(fault(request, row, fault));
            if (!fault.ours()) {
                failed.add(row);
            }
            return;
        }
        JsonNode rows = asking.answer(operation, outcome).at(operation.listing().rows());
        if (!rows.isArray()) {
            throw asking.failures().rowsMissing(operation.listing());
        }
        int before = answers.refused().size();
        rows.forEach(one -> answers.add(one, request.ordinal(row)));
        answers.refused().stream()
                .skip(before)
                .forEach(one -> rejected.add(
                        new Rejection(row, one.ordinal(), one.field(), one.valueClass(), one.code(), one.reason())));
    }

    private static Rejection missing(Batch request, int row, List<String> places) {
        String names = String.join(", ", places);
        return new Rejection(
                row,
                request.ordinal(row),
                null,
                "empty",
                "soap.input_missing",
                new Text(
                        "Chưa hỏi đối tác được vì thiếu: " + names + ".",
                        "The partner could not be asked, because this is missing: " + names + "."));
    }

    private static Rejection fault(Batch request, int row, Envelopes.Fault fault) {
        Text reason = fault.ours()
                ? new Text(
                        "Đối tác không nhận câu hỏi này (mã " + fault.code() + "): kiểm tra các giá trị dùng để hỏi.",
                        "The partner does not take this question (code " + fault.code()
                                + "): check the values that it asks with.")
                : new Text(
                        "Hệ thống của đối tác báo lỗi khi trả lời (mã " + fault.code()
                                + "): thử lại sau; nếu lặp lại, gửi giờ và mã này cho đối tác.",
                        "The partner's system failed to answer (code " + fault.code()
                                + "): try again later; where it comes again, give time and code to the partner.");
        String code = fault.ours() ? "soap.declined" : "soap.fault";
        return new Rejection(row, request.ordinal(row), null, "question", code, reason);
    }

    /** As XML Schema writes it. */
    private static String text(Object value) {
        if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        if (value instanceof OffsetDateTime moment) {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment);
        }
        if (value instanceof LocalDateTime time) {
            return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time);
        }
        return value instanceof java.math.BigDecimal number ? number.toPlainString() : value.toString();
    }
}
