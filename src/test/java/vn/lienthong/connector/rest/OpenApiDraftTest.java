package vn.lienthong.connector.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.lienthong.kernel.HubException;

/** A description becomes resources that a person completes; nothing of it is fetched, and none of it becomes more than text. */
class OpenApiDraftTest {
    private static final String API = """
            openapi: 3.0.3
            servers: [{ url: "https://api.example/v1" }]
            paths:
              /hoc-sinh:
                parameters: [{ name: page, in: query, schema: { type: integer } }]
                get:
                  summary: |
                    Danh sách
                    học sinh
                  parameters: [{ name: nam, in: query, required: true, schema: { type: string } }, { name: X, in: header }]
                  responses: { "200": { $ref: "#/components/responses/pupils" } }
                post: { responses: {} }
              /hoc-sinh/{ma}:
                get: { responses: { "200": { $ref: "#/components/responses/pupils" } } }
              /truong:
                get:
                  responses: { "200": { content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/School" } } } } } }
              /ngoai:
                get:
                  responses: { "200": { content: { application/json: { schema: { $ref: "https://elsewhere.example/x.yaml#/A" } } } } }
            components:
              responses:
                pupils:
                  content:
                    application/json:
                      schema:
                        type: object
                        properties:
                          tong: { type: integer }
                          ds: { type: array, items: { $ref: "#/components/schemas/Pupil" } }
              schemas:
                Pupil:
                  allOf: [{ $ref: "#/components/schemas/Person" }]
                  properties:
                    maHocSinh: { type: string }
                    diem: { type: [number, "null"] }
                    truong: { $ref: "#/components/schemas/School" }
                Person: { properties: { ngaySinh: { type: string, format: date }, "a/b": { type: boolean } } }
                School: { properties: { ma: { type: string }, sua: { type: string, format: date-time }, cha: { $ref: "#/components/schemas/School" } } }
            """;

    @Test
    void everyListBecomesAResource() {
        assertThat(OpenApiDraft.of("api.yaml", API, Locale.ENGLISH))
                .startsWith("""
                # server, as described: https://api.example/v1
                resources:
                  hoc-sinh:  # Danh sách học sinh
                    path: /hoc-sinh
                    rows: /ds
                    # query: { nam: … }
                    # paging and since: see the documentation; parameters: page, nam
                    columns:
                      ngay_sinh: { at: /ngaySinh, type: date }
                      a_b: { at: /a~1b, type: boolean }
                      ma_hoc_sinh: /maHocSinh
                      diem: { at: /diem, type: decimal }
                      truong_ma: /truong/ma
                      truong_sua: { at: /truong/sua, type: moment }
                      truong_cha: /truong/cha
                """)
                .contains("  truong:\n    path: /truong\n    columns:\n      ma: /ma\n")
                .doesNotContain("ngoai", "{ma}");
    }

    @Test
    void aDescriptionThatGoesRoundInCirclesEnds() {
        assertThat(OpenApiDraft.of("api.yaml", API, Locale.ENGLISH).length()).isLessThan(5_000);
        String loop =
                "openapi: 3.1.0\npaths: { /a: { get: { responses: { '200': { $ref: '#/x' } } } } }\nx: { $ref: '#/x' }";
        refused(loop, RestError.LISTS_NOTHING);
    }

    @Test
    void whatTheDescriptionSaysDoesNotBecomeYamlOfItsOwn() {
        String draft = OpenApiDraft.of("api.json", """
                {"openapi":"3.0.0","servers":[{"url":"x\\nhost: evil"}],"paths":{"/a: {b":{},"/x y":{"get":{"summary":"a\\n  evil: 1","responses":{"200":{"content":
                {"application/json":{"schema":{"type":"array","items":{"properties":{"it's: {":{"type":"string"}}}}}}}}}}}}""", Locale.ENGLISH);
        assertThat(draft.lines().toList())
                .containsExactly(
                        "# server, as described: x host: evil",
                        "resources:",
                        "  x-y:  # a   evil: 1",
                        "    path: '/x y'",
                        "    columns:",
                        "      it_s: '/it''s: {'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"swagger: '2.0'\npaths: {}", "openapi: 3.0.0", "a: b"})
    void whatIsNoDescriptionIsSaidToBeNone(String text) {
        refused(text, RestError.NO_OPENAPI);
    }

    private static void refused(String text, RestError code) {
        assertThatThrownBy(() -> OpenApiDraft.of("api.yaml", text, Locale.ENGLISH))
                .isInstanceOfSatisfying(HubException.class, refused -> {
                    assertThat(refused.code()).isEqualTo(code);
                    assertThat(refused.problem().vi()).contains("api.yaml");
                });
    }
}
