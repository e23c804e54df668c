package vn.lienthong.codelist;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.lienthong.store.HubFolders;

/** The hub's code lists, from {@code connectors/codes}. */
@Configuration(proxyBeanMethods = false)
class CodeListConfiguration {
    @Bean
    CodeLists codeLists(HubFolders folders) {
        return CodeLists.open(folders.connectors().resolve("codes"));
    }

    @Bean(destroyMethod = "close")
    CodeListWatch codeListWatch(CodeLists lists) {
        return new CodeListWatch(lists);
    }
}
