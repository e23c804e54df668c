package vn.lienthong.agency;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.testing.Everybody;
import vn.lienthong.testing.Testers;

/** Somebody with an account and a phone, in a hub under test. */
record Enrolled(String name, String password, byte[] secret, List<String> recoveryCodes, Clock clock) {
    /** Takes somebody in as people are: invited, with a password, a phone and recovery codes. */
    static Enrolled in(ApplicationContext hub, String name, String role, String agency) {
        Testers.admit(hub.getBean(JdbcClient.class), name, role, agency);
        hub.getBean(JdbcClient.class)
                .sql("update agency_people set agency = :agency where name = :name")
                .param("agency", agency)
                .param("name", name)
                .update();
        String password = "the long word of " + name;
        Enrolment enrolment = hub.getBean(Enrolment.class);
        Invitations.Invitation invitation = hub.getBean(Invitations.class).make(name, new Everybody("test").name());
        Enrolment.Begun begun =
                enrolment.begin(new SignIn.Given(name, password, invitation.code(), "192.0.2.1"), password);
        Clock clock = hub.getBean(Clock.class);
        List<String> codes = enrolment.finish(begun, code(begun.secret(), clock), null);
        return new Enrolled(name, password, begun.secret(), codes, clock);
    }

    /** What the phone shows now. */
    String code() {
        return code(secret, clock);
    }

    static String code(byte[] secret, Clock clock) {
        try {
            return new TimeBasedOneTimePasswordGenerator()
                    .generateOneTimePasswordString(new SecretKeySpec(secret, "HmacSHA1"), clock.instant());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
