package vn.lienthong.bench.answers;

import jakarta.jws.WebMethod;
import jakarta.jws.WebParam;
import jakarta.jws.WebResult;
import jakarta.jws.WebService;
import jakarta.servlet.ServletConfig;
import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlElement;
import java.util.List;
import org.apache.cxf.bus.CXFBusFactory;
import org.apache.cxf.jaxws.JaxWsServerFactoryBean;
import org.apache.cxf.transport.servlet.CXFNonSpringServlet;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The limit for envelopes: an endpoint of CXF that guards nothing and judges no schema, over the same statement. Arguments: port and
 * administrator's password of the source's server. Says {@code READY port none}.
 */
public final class BareSoap {
    private static final String SPACE = "https://lienthong.vn/services/pupil-status/v1";

    private BareSoap() {}

    public static void main(String[] arguments) {
        ConfigurableApplicationContext context = SpringApplication.run(
                Bare.class,
                "--spring.config.name=bare",
                "--spring.main.banner-mode=off",
                "--logging.level.root=warn",
                "--server.port=0",
                "--spring.datasource.url=jdbc:postgresql://127.0.0.1:" + arguments[0] + "/csdl",
                "--spring.datasource.username=postgres",
                "--spring.datasource.password=" + arguments[1],
                "--spring.datasource.hikari.maximum-pool-size=10");
        System.out.println("READY " + context.getEnvironment().getProperty("local.server.port") + " none");
    }

    @ImportAutoConfiguration({
        ServletWebServerFactoryAutoConfiguration.class,
        DataSourceAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class
    })
    static class Bare {
        @Bean
        ServletRegistrationBean<CXFNonSpringServlet> soap(JdbcClient source) {
            return new ServletRegistrationBean<>(
                    new CXFNonSpringServlet() {
                        @Override
                        public void loadBus(ServletConfig config) {
                            setBus(new CXFBusFactory().createBus());
                            JaxWsServerFactoryBean server = new JaxWsServerFactoryBean();
                            server.setBus(getBus());
                            server.setServiceBean(new PupilStatus(source));
                            server.setAddress("/pupil-status/v1");
                            server.create();
                        }
                    },
                    "/soap/*");
        }
    }

    /** What the hub's WSDL says, written by hand. */
    @WebService(targetNamespace = SPACE)
    public static class PupilStatus {
        private final JdbcClient source;

        PupilStatus(JdbcClient source) {
            this.source = source;
        }

        @WebMethod
        @WebResult(name = "row", targetNamespace = SPACE)
        public List<Row> ask(@WebParam(name = "personal_id", targetNamespace = SPACE) String id) {
            return source.sql("select full_name, school_code, grade, status from pupils where personal_id = ? limit 101")
                    .param(id)
                    .query((row, number) -> {
                        Row one = new Row();
                        one.fullName = row.getString(1);
                        one.schoolCode = row.getString(2);
                        one.grade = row.getInt(3);
                        one.status = row.getString(4);
                        return one;
                    })
                    .list();
        }
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    public static class Row {
        @XmlElement(name = "full_name", namespace = SPACE)
        String fullName;

        @XmlElement(name = "school_code", namespace = SPACE)
        String schoolCode;

        @XmlElement(namespace = SPACE)
        int grade;

        @XmlElement(namespace = SPACE)
        String status;
    }
}
