package vn.lienthong.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;
import vn.lienthong.HubApplication;

/** A test in a whole running hub: real state database, real web server on a random port, empty home folder. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = HubApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            // at the end of the process there is nothing left that a hub must put in order
            "spring.main.register-shutdown-hook=false",
            // tests call more in a minute than people and programs do
            "lienthong.calls.per-minute=100000",
            "lienthong.calls.costly-per-minute=10000",
            // no hub is a sign-in provider, though the tests start some
            "spring.autoconfigure.exclude=org.springframework.boot.autoconfigure.security.oauth2.server.servlet."
                    + "OAuth2AuthorizationServerJwtAutoConfiguration"
        })
@ContextConfiguration(initializers = TestHub.class)
public @interface HubTest {}
