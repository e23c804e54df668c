package vn.lienthong;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.modulith.Modulithic;

/** The hub: console, REST, schedules and routes in one process. Started by {@link Lienthong}. */
@SpringBootApplication
@Modulithic(systemName = "Lienthong")
public class HubApplication {}
