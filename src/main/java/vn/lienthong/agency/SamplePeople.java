package vn.lienthong.agency;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.Text;
import vn.lienthong.store.HubFolders;
import vn.lienthong.store.OwnerOnly;

/**
 * People of several roles for whoever tries the sample: with passwords in an owner-only file and without a second factor. In a hub
 * without the sample they sign in nowhere, and tokens they had end.
 */
@Component("samplePeople")
public class SamplePeople {
    private static final Logger LOG = LoggerFactory.getLogger(SamplePeople.class);
    private static final int PASSWORD_BYTES = 15;
    private static final AgencyCode MINISTRY = new AgencyCode("G03");
    private static final AgencyCode HANOI = new AgencyCode("H26");

    private static final List<Somebody> ALL = List.of(
            new Somebody("sample.viewer", "Trần Thu Hà (mẫu)", HANOI, Role.VIEWER, HANOI),
            new Somebody("sample.owner", "Lê Minh Quân (mẫu)", HANOI, Role.CONNECTOR_OWNER, HANOI),
            new Somebody("sample.steward", "Phạm Ngọc Lan (mẫu)", HANOI, Role.DATA_STEWARD, HANOI),
            new Somebody("sample.administrator", "Đỗ Văn Hùng (mẫu)", HANOI, Role.AGENCY_ADMINISTRATOR, HANOI),
            new Somebody("sample.ministry", "Hoàng Thị Mai (mẫu)", MINISTRY, Role.DATA_STEWARD, MINISTRY),
            new Somebody("sample.auditor", "Vũ Đức Anh (mẫu)", MINISTRY, Role.AUDITOR, null));

    private final boolean sample;
    private final Path file;
    private final People people;
    private final Grants grants;
    private final Accounts accounts;
    private final Passwords passwords;
    private final ApiTokens tokens;
    private final Journal journal;

    SamplePeople(
            @Value("${lienthong.sample.enabled:false}") boolean sample,
            HubFolders folders,
            People people,
            Grants grants,
            Accounts accounts,
            Passwords passwords,
            ApiTokens tokens,
            Journal journal) {
        this.sample = sample;
        this.file = folders.data().toAbsolutePath().normalize().resolve("sample/people.txt");
        this.people = people;
        this.grants = grants;
        this.accounts = accounts;
        this.passwords = passwords;
        this.tokens = tokens;
        this.journal = journal;
    }

    /**
     * Somebody in the sample.
     *
     * @param where the role counts; null for everywhere
     */
    public record Somebody(
            String name,
            String title,
            AgencyCode agency,
            Role role,
            @Nullable AgencyCode where) {
        /** What he is. */
        public Text does() {
            return role.words();
        }
    }

    /** Everybody there is, for the sample's page. */
    public List<Somebody> all() {
        return ALL;
    }

    /** Where their passwords lie. */
    public Path file() {
        return file;
    }

    @EventListener(ApplicationReadyEvent.class)
    void hubIsReady() {
        if (sample) {
            provide();
        } else {
            people.all().stream().filter(People.Person::sample).forEach(one -> tokens.revokeAllOf(one.name()));
        }
    }

    /** Makes them, once: as long as the file is there its passwords stay. */
    void provide() {
        if (Files.exists(file)) {
            return;
        }
        List<String> lines = new ArrayList<>();
        for (Somebody one : ALL) {
            if (ours(one)) {
                String password = RandomText.ofBytes(PASSWORD_BYTES);
                accounts.make(one.name(), passwords.hash(one.name(), password), null);
                people.endSessions(one.name());
                lines.add(one.name() + "  " + password + "  " + one.role().code());
            }
        }
        write(lines);
        LOG.info("sample-people={}", file);
    }

    /** Whether he is the sample's, and no person of that name whom somebody else invited. */
    private boolean ours(Somebody one) {
        if (people.add(one.name(), one.title(), one.agency())) {
            people.markAsSample(one.name());
            grants.give(one.name(), one.role(), one.where(), "sample");
            journal.record(new Journal.Entry(
                    "sample",
                    "person.invited",
                    "person/" + one.name(),
                    "done",
                    null,
                    Map.of("role", one.role().code())));
        }
        return people.find(one.name()).filter(People.Person::sample).isPresent();
    }

    private void write(List<String> lines) {
        try {
            OwnerOnly.createFolder(file.getParent());
            OwnerOnly.write(file, String.join(System.lineSeparator(), lines) + System.lineSeparator());
        } catch (IOException failed) {
            throw new HubException(AgencyError.TOKEN_FILE_UNWRITABLE, Map.of("file", file), failed);
        }
    }
}
