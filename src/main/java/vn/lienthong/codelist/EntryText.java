package vn.lienthong.codelist;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/** Entries and faults as the database keeps them. */
final class EntryText {
    private static final TypeReference<List<CodeList.Entry>> ENTRIES = new TypeReference<>() {};
    private static final TypeReference<List<ListTables.Fault>> FAULTS = new TypeReference<>() {};

    private final ObjectMapper json;

    EntryText(ObjectMapper json) {
        this.json = json;
    }

    List<CodeList.Entry> entries(String text) {
        return read(text, ENTRIES);
    }

    List<ListTables.Fault> faults(String text) {
        return read(text, FAULTS);
    }

    private <T> T read(String text, TypeReference<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException foreign) {
            throw new IllegalStateException("the hub wrote it", foreign);
        }
    }

    String written(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("records can be written", impossible);
        }
    }
}
