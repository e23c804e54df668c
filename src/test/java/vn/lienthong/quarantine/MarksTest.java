package vn.lienthong.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Marks stand in the tables of hubs that run: what one version wrote, the next must find. */
class MarksTest {
    private final Marks marks =
            new Marks(HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"));

    @Test
    void aKeyHasTheMarkItAlwaysHad() {
        assertThat(Stream.of("", "1", "HS", "HS1", "HS01", "HS001", "HS-2026-000123", "Nguyễn Văn Ạ")
                        .map(key -> HexFormat.of().formatHex(marks.of(key))))
                .containsExactly(
                        "70e9c24ec38f8469be99400b96023a59",
                        "26cbf73a94522a482b67be68f7b7fb9a",
                        "f32c058073a5c941664821943955d03e",
                        "04a171e6960d6e9c9db1923a5f99bc27",
                        "447a160f28448543d45bc4b79090599e",
                        "c87f49aa4dfa17cdfe090e87df315a99",
                        "0050bb70aad998f3c1295e57fe66c820",
                        "f2ce2a604e33ff2a09cb8a4c7f1951f4");
        assertThat(marks.of((String) null)).isNull();
    }

    @Test
    void aRowHasTheMarkItAlwaysHad() {
        assertThat(HexFormat.of().formatHex(marks.of("Nguyễn Văn Ạ".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("2fa9ee8d25c40d34d6cb61c4ced653da");
    }
}
