package vn.lienthong.connector.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vn.lienthong.connector.Answer;
import vn.lienthong.connector.http.Exchanges;
import vn.lienthong.connector.http.Gathering;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Rejection;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.Text;

/** Asks one resource for each row of a request: a GET with the row's values as parameters. */
final class RestCall {
    private static final Text DECLINED = new Text(
            "Đối tác không nhận câu hỏi này: kiểm tra các giá trị dùng để hỏi.",
            "The partner does not take this question: check the values that it asks with.");
    private static final Text FAILED = new Text(
            "Hệ thống của đối tác báo lỗi khi trả lời: thử lại sau; nếu lặp lại, báo giờ cho đối tác.",
            "The partner's system failed to answer: try again later; where it comes again, tell the partner the time.");

    private final Asking asking;
    private final Resource resource;
    private final Gathering answers;
    private final List<Rejection> rejected = new ArrayList<>();
    private final Set<Integer> failed = new HashSet<>();

    RestCall(Asking asking, Resource resource) {
        this.asking = asking;
        this.resource = resource;
        this.answers = new Gathering(resource.listing().fields());
    }

    Answer ask(Batch request) {
        request.schema().columns().forEach(column -> known(column.name()));
        for (int row = 0; row < request.size(); row++) {
            ask(request, row);
        }
        Schema schema = resource.operation().output();
        return new Answer(answers.batch(schema), rejected, failed);
    }

    private void known(String input) {
        if (!resource.ask().parameters().contains(input)) {
            throw asking.failures()
                    .error(
                            RestError.INPUT_UNKNOWN,
                            Map.of(
                                    "dataset",
                                    resource.name(),
                                    "input",
                                    input,
                                    "known",
                                    String.join(", ", resource.ask().parameters())),
                            null);
        }
    }

    private void ask(Batch request, int row) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int column = 0; column < request.schema().size(); column++) {
            Object value = request.value(row, column);
            if (value != null) {
                values.put(request.schema().column(column).name(), value.toString());
            }
        }
        if (!values.keySet().containsAll(resource.ask().parameters())) {
            refuse(
                    request,
                    row,
                    "rest.input_missing",
                    new Text(
                            "Chưa hỏi đối tác được vì thiếu giá trị để hỏi.",
                            "The partner could not be asked, because a value to ask with is missing."));
            return;
        }
        Exchanges.Reply reply = asking.question(resource, values);
        int status = reply.status();
        if (status == 204 || status == 404 && resource.ask().notFoundIsNone()) {
            return;
        }
        if (status == 400 || status == 422) {
            refuse(request, row, "rest.declined", DECLINED);
        } else if (status == 500) {
            refuse(request, row, "rest.fault", FAILED);
            failed.add(row);
        } else {
            take(asking.answer(reply, resource).body().at(resource.listing().rows()), request, row);
        }
    }

    /** A list of rows, or the one row that there is. */
    private void take(JsonNode rows, Batch request, int row) {
        int before = answers.refused().size();
        if (rows.isArray()) {
            rows.forEach(one -> answers.add(one, request.ordinal(row)));
        } else if (rows.isObject()) {
            answers.add(rows, request.ordinal(row));
        } else if (!rows.isNull()) {
            throw asking.failures().rowsMissing(resource.listing());
        }
        answers.refused().stream()
                .skip(before)
                .forEach(one -> rejected.add(
                        new Rejection(row, one.ordinal(), one.field(), one.valueClass(), one.code(), one.reason())));
    }

    private void refuse(Batch request, int row, String code, Text reason) {
        rejected.add(new Rejection(row, request.ordinal(row), null, "question", code, reason));
    }
}
