package vn.lienthong.agency;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.lienthong.vault.KeepsSealed;
import vn.lienthong.vault.SealedColumn;
import vn.lienthong.vault.Vault;

/** What people sign in with: passwords as hashes, sealed second factors, recovery codes as hashes. */
@Component
class Accounts implements KeepsSealed {
    private static final String PLACE = "person/%s/second-factor";
    private static final int RECOVERY_CODES = 10;
    private static final int LETTERS_OF_A_CODE = 24;
    private static final String LETTERS = "abcdefghjkmnpqrstvwxyz23456789";

    private final JdbcClient state;
    private final Vault vault;
    private final OneTimeCodes codes;
    private final Clock clock;
    private final boolean sample;
    private final SecureRandom random = new SecureRandom();

    Accounts(
            JdbcClient state,
            Vault vault,
            OneTimeCodes codes,
            Clock clock,
            @Value("${lienthong.sample.enabled:false}") boolean sample) {
        this.sample = sample;
        this.state = state;
        this.vault = vault;
        this.codes = codes;
        this.clock = clock;
    }

    /**
     * How somebody signs in.
     *
     * @param password its hash
     * @param secret of the second factor, sealed; null for people of the sample
     */
    record Account(String person, String password, byte @Nullable [] secret) {
        boolean secondFactor() {
            return secret != null;
        }
    }

    /** The account of somebody who has one and is not gone. People of the sample have none where no sample runs. */
    Optional<Account> find(String person) {
        return state.sql("""
                        select has.person, has.password, has.totp from agency_accounts has
                        join agency_people who on who.name = has.person
                        where has.person = :person and who.ended_at is null
                        and (:sample or not who.sample)
                        """)
                .param("person", person)
                .param("sample", sample)
                .query((row, i) ->
                        new Account(row.getString("person"), row.getString("password"), row.getBytes("totp")))
                .optional();
    }

    /** Makes the account of somebody, in place of an earlier one; without a second factor where its secret is null. */
    void make(String person, String passwordHash, byte @Nullable [] secret) {
        remove(person);
        state.sql("""
                        insert into agency_accounts (person, password, totp, changed_at)
                        values (:person, :password, :totp, :now)
                        """)
                .param("person", person)
                .param("password", passwordHash)
                .param("totp", secret == null ? null : vault.seal(secret, place(person)))
                .param("now", now())
                .update();
    }

    void password(String person, String hash) {
        state.sql("update agency_accounts set password = :hash, changed_at = :now where person = :person")
                .param("hash", hash)
                .param("now", now())
                .param("person", person)
                .update();
    }

    /** A new phone: codes of the old one count no more, nor do the recovery codes. */
    void secondFactor(String person, byte[] secret) {
        state.sql("update agency_accounts set totp = :totp, totp_step = 0, changed_at = :now where person = :person")
                .param("totp", vault.seal(secret, place(person)))
                .param("now", now())
                .param("person", person)
                .update();
    }

    void remove(String person) {
        state.sql("delete from agency_accounts where person = :person")
                .param("person", person)
                .update();
    }

    /** Whether this is a code that counts now; if so it counts no more. */
    boolean use(Account account, String code) {
        byte[] sealed = account.secret();
        if (sealed == null) {
            return true;
        }
        OptionalLong step = codes.step(vault.open(sealed, place(account.person())), code);
        return step.isPresent() ? useStep(account.person(), step.getAsLong()) : useRecovery(account.person(), code);
    }

    /** The code that a new phone showed counts no more, either. */
    boolean useStep(String person, long step) {
        return state.sql("update agency_accounts set totp_step = :step where person = :person and totp_step < :step")
                        .param("step", step)
                        .param("person", person)
                        .update()
                == 1;
    }

    private boolean useRecovery(String person, String code) {
        return state.sql("""
                        update agency_recovery_codes set used_at = :now
                        where person = :person and hash = :hash and used_at is null
                        """)
                        .param("now", now())
                        .param("person", person)
                        .param("hash", Fingerprint.of(plain(code)))
                        .update()
                == 1;
    }

    /** Ten codes for when the phone is gone, in place of earlier ones; shown once. */
    List<String> newRecoveryCodes(String person) {
        state.sql("delete from agency_recovery_codes where person = :person")
                .param("person", person)
                .update();
        List<String> fresh =
                Stream.generate(this::recoveryCode).limit(RECOVERY_CODES).toList();
        fresh.forEach(code -> state.sql("insert into agency_recovery_codes (person, hash) values (:person, :hash)")
                .param("person", person)
                .param("hash", Fingerprint.of(plain(code)))
                .update());
        return fresh;
    }

    long recoveryCodesLeft(String person) {
        return state.sql("select count(*) from agency_recovery_codes where person = :person and used_at is null")
                .param("person", person)
                .query(Long.class)
                .single();
    }

    /** Six groups of four letters: more than 112 bits, so that a plain hash keeps them. */
    private String recoveryCode() {
        String letters = random.ints(LETTERS_OF_A_CODE, 0, LETTERS.length())
                .mapToObj(at -> LETTERS.substring(at, at + 1))
                .collect(Collectors.joining());
        return String.join("-", letters.split("(?<=\\G.{4})"));
    }

    private static String plain(String code) {
        return code.toLowerCase(Locale.ROOT).replaceAll("[\\s-]", "");
    }

    @Override
    public List<SealedColumn> sealed() {
        return List.of(new SealedColumn("agency_accounts", "totp", PLACE, List.of("person")));
    }

    private static String place(String person) {
        return PLACE.formatted(person);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
