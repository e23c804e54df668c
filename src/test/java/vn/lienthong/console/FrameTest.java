package vn.lienthong.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.autoconfigure.web.servlet.MockMvcPrint;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import vn.lienthong.testing.HubTest;

/** What surrounds pages, and pages only. */
@HubTest
@AutoConfigureMockMvc(print = MockMvcPrint.NONE)
class FrameTest {
    @Autowired
    MockMvc door;

    @Test
    void aPageHasAFrameInItsLanguageAndLook() throws Exception {
        MvcResult page = door.perform(get("/login?lang=en&theme=dark")).andReturn();
        assertThat(page.getModelAndView().getModel().get(Frame.NAME))
                .isInstanceOfSatisfying(Frame.Around.class, frame -> {
                    assertThat(frame.language()).isEqualTo("en");
                    assertThat(frame.theme()).isEqualTo("dark");
                    assertThat(frame.otherLanguage()).isEqualTo("/login?theme=dark&lang=vi");
                });
    }

    @Test
    void noFrameIsMadeForWhatProgramsAreAnswered() throws Exception {
        for (MvcResult answer : new MvcResult[] {
            door.perform(post("/data/pupil-status/v1").content("{}")).andReturn(),
            door.perform(post("/soap/pupil-status/v1").content("<x/>")).andReturn(),
            door.perform(get("/api/v1/jobs").with(user("nobody"))).andReturn()
        }) {
            assertThat(answer.getRequest().getAttribute(Frame.NAME)).isNull();
        }
    }
}
