package vn.lienthong.codelist;

import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.lienthong.store.HubFolders;

/** The hub's code lists, from {@code connectors/codes}. */
@Configuration(proxyBeanMethods = false)
class CodeListConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(CodeListConfiguration.class);

    @Bean
    CodeLists codeLists(HubFolders folders) {
        CodeLists lists = CodeLists.open(folders.connectors().resolve("codes"));
        lists.problems().forEach(problem -> LOG.warn("Code list left out: {}", problem.in(Locale.ENGLISH)));
        return lists;
    }
}
