package vn.lienthong.codelist;

import java.time.Clock;
import java.time.LocalDate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.lienthong.store.HubFolders;

/** The hub's code lists, from {@code connectors/codes}, as people have amended them. */
@Configuration(proxyBeanMethods = false)
class CodeListConfiguration {
    @Bean
    CodeLists codeLists(HubFolders folders, Amendments amendments, Clock clock) {
        return CodeLists.open(
                folders.connectors().resolve("codes"),
                amendments,
                () -> LocalDate.ofInstant(clock.instant(), CodeLists.ZONE));
    }

    @Bean(destroyMethod = "close")
    CodeListWatch codeListWatch(CodeLists lists) {
        return new CodeListWatch(lists);
    }
}
