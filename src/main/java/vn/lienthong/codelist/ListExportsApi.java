package vn.lienthong.codelist;

import java.nio.charset.StandardCharsets;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.May;

/** Code lists in use, as files to work with and to hand in again; from the pages and over REST. */
@May(Act.SEE)
@RestController
class ListExportsApi {
    private static final MediaType WORKBOOK =
            MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private final CodeListPages pages;
    private final ListTables tables;

    ListExportsApi(CodeListPages pages, ListTables tables) {
        this.pages = pages;
        this.tables = tables;
    }

    @GetMapping({"/code-lists/{name}/export.xlsx", "/api/v1/codelists/{name}/export.xlsx"})
    ResponseEntity<byte[]> workbook(@PathVariable String name) {
        return file(name + ".xlsx", WORKBOOK, tables.workbook(pages.get(name)));
    }

    @GetMapping({"/code-lists/{name}/export.csv", "/api/v1/codelists/{name}/export.csv"})
    ResponseEntity<byte[]> csv(@PathVariable String name) {
        return file(name + ".csv", new MediaType("text", "csv", StandardCharsets.UTF_8), tables.csv(pages.get(name)));
    }

    private static ResponseEntity<byte[]> file(String name, MediaType type, byte[] bytes) {
        return ResponseEntity.ok()
                .contentType(type)
                .cacheControl(CacheControl.noStore())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(bytes);
    }
}
