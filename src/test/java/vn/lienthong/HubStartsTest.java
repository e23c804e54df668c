package vn.lienthong;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.testing.HubTest;

@HubTest
class HubStartsTest {
    @Autowired
    JdbcClient state;

    @Test
    void stateIsMigratedWhenTheHubHasStarted() {
        assertThat(state.sql("select count(*) from store_facts")
                        .query(Long.class)
                        .single())
                .isNotNegative();
    }
}
