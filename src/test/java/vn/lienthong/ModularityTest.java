package vn.lienthong;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTest {
    @Test
    void roomsCallOnlyTheRoomsTheyMay() {
        ApplicationModules.of(HubApplication.class).verify();
    }
}
