package vn.lienthong.route.made;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vn.lienthong.connector.RegistryError;
import vn.lienthong.document.Problem;
import vn.lienthong.document.SourceText;
import vn.lienthong.kernel.HubException;

/** A text as people read it: with its errors where they belong, and without secrets. */
class SourceTest {
    @Test
    void anErrorThatKnowsNoLineIsToldWhereTheFileNamesWhatItIsAbout() {
        String text = "- a: [here/x]\n- b: \"connector:here/x?act=read\"\n- c: \"connector:here/x?act=write\"\n";
        HubException error = new HubException(MadeError.CANNOT, Map.of("connector", "here", "act", "write"));

        assertThat(Source.line(text, error)).isEqualTo(3);
        assertThat(Source.line(text, new HubException(RegistryError.UNKNOWN_NEAR, Map.of("connector", "other"))))
                .isEqualTo(1);
    }

    @Test
    void aLineThatHoldsASecretIsShownToNobody() {
        List<SourceText.Line> lines = Source.lines(
                "route:\n  password: hunter2\n",
                List.of(Problem.of("x", 9, new HubException(MadeError.SECRET, Map.of("key", "password")))));

        assertThat(lines.get(1).text()).isEqualTo("•••");
        assertThat(lines.get(1).problems()).as("found beyond the end").hasSize(1);
    }
}
