package vn.lienthong.agency;

import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/** Lets the management port, whose server is one of its own, stand behind the same doorposts. Named in META-INF/spring. */
class ManagementDoor {
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> managementDoorposts(
            DoorSettings settings, HubCertificate certificate, Refusal refusal, BadAddress badAddress) {
        return Doors.posts(settings, certificate, refusal, badAddress);
    }
}
