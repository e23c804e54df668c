package vn.lienthong.connector.rest;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.WriteRequest.Deletes;
import vn.lienthong.connector.WriteRequest.Mode;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;
import vn.lienthong.kernel.ValueType;

/** Whether a job can write into a resource as it says; told from the settings alone. */
final class WritePermit {
    private final Opening opening;
    private final Resource resource;

    WritePermit(Opening opening, Resource resource) {
        this.opening = opening;
        this.resource = resource;
    }

    /** @throws HubException CONFIGURATION where it cannot */
    void check(Mode mode, Deletes deletes, List<String> key) {
        Text why = why(mode, deletes, key);
        if (why != null) {
            throw new HubException(
                    ConnectorError.WRITE_MODE_UNSUPPORTED, Map.of("connector", opening.connector(), "why", why));
        }
    }

    private @Nullable Text why(Mode mode, Deletes deletes, List<String> key) {
        String name = resource.name();
        if (resource.write() == null) {
            return new Text(
                    "tài nguyên " + name + " chưa khai báo write", "resource " + name + " does not describe write");
        }
        if (mode != Mode.UPSERT || key.isEmpty()) {
            return new Text(
                    "đích REST chỉ nhận write: upsert với key, vì mỗi dòng được nhớ theo khóa của nó",
                    "a REST target takes write: upsert with a key only, since each row is remembered by its key");
        }
        if (deletes != Deletes.KEEP) {
            return new Text(
                    "đích REST chỉ nhận deletes: keep, vì hệ thống này không giữ khóa của dòng đã gửi",
                    "a REST target takes deletes: keep only, since the hub does not keep the keys of rows it has sent");
        }
        return places(resource.write(), key);
    }

    private @Nullable Text places(WriteWay way, List<String> key) {
        Set<String> beyond = way.paths()
                .flatMap(path -> path.columns().stream())
                .filter(column -> !key.contains(column))
                .collect(Collectors.toSet());
        if (!beyond.isEmpty()) {
            String names = String.join(", ", beyond);
            return new Text(
                    "đường dẫn chỉ được chứa cột của key, không phải " + names,
                    "a path may hold columns of the key only, not " + names);
        }
        if (way.lookUp() != null && !Set.copyOf(way.lookUp().path().columns()).containsAll(key)) {
            return new Text(
                    "đường dẫn của look_up phải chứa mọi cột của key",
                    "the path of look_up must hold every column of the key");
        }
        Text version = way.version() == null ? null : version(way.version());
        if (version != null) {
            return version;
        }
        return resource.listing().fields().stream()
                .filter(field -> unwritable(field.at()))
                .findFirst()
                .map(field -> new Text(
                        "chỗ của cột " + field.column().name() + " (" + field.at() + ") không ghi được",
                        "the place of column " + field.column().name() + " (" + field.at() + ") cannot be written"))
                .orElse(null);
    }

    private @Nullable Text version(VersionWay way) {
        VersionWay.Event event = way.event();
        if (unwritable(way.at()) || event != null && unwritable(event.at())) {
            return new Text(
                    "chỗ của số phiên bản hoặc sự kiện (version) không ghi được",
                    "the place of the version's number or event (version) cannot be written");
        }
        String column = event == null ? null : event.cancelledBy();
        boolean tells = column == null
                || resource.listing()
                        .column(column)
                        .filter(field -> field.column().type() == ValueType.BOOLEAN)
                        .isPresent();
        return tells
                ? null
                : new Text(
                        "cancelled_by phải là tên một cột kiểu boolean, không phải " + column,
                        "cancelled_by must name a column of the type boolean, not " + column);
    }

    /** The row itself, or a place in a list. */
    private static boolean unwritable(JsonPointer at) {
        if (at.matches()) {
            return true;
        }
        for (JsonPointer rest = at; !rest.matches(); rest = rest.tail()) {
            if (rest.mayMatchElement()) {
                return true;
            }
        }
        return false;
    }
}
