package vn.lienthong.journal;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Lets the journal sign its end by itself. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class JournalConfiguration {}
