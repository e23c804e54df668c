package vn.lienthong.sync;

import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.JobName;

/** Names leave over REST as the texts they are. */
@Configuration(proxyBeanMethods = false)
class JsonNames {
    @Bean
    Module namesAsTexts() {
        return new SimpleModule("names")
                .addSerializer(JobName.class, ToStringSerializer.instance)
                .addSerializer(ConnectorName.class, ToStringSerializer.instance)
                .addSerializer(DatasetName.class, ToStringSerializer.instance)
                .addSerializer(AgencyCode.class, ToStringSerializer.instance);
    }
}
