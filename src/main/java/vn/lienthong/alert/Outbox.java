package vn.lienthong.alert;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;

/** Messages on their way out. What was put in leaves, whatever node dies meanwhile; at worst twice, with the same number. */
final class Outbox {
    /** So long one try may last, and some. */
    private static final Duration LEASE = Duration.ofSeconds(60);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);

    /** Then nobody waits for it any more. */
    private static final Duration GIVEN_UP_AFTER = Duration.ofHours(24);

    private final JdbcClient state;
    private final Clock clock;

    Outbox(JdbcClient state, Clock clock) {
        this.state = state;
        this.clock = clock;
    }

    /** Puts one in, within the caller's transaction; what an alert has told by a channel it does not tell again. */
    Optional<Long> put(
            @Nullable Long alert,
            String channel,
            Message.Kind kind,
            Wording.Words words,
            Instant now,
            Instant notBefore) {
        return state.sql("""
                        insert into alert_messages (alert, channel, kind, subject, body, created_at, not_before)
                        values (:alert, :channel, :kind, :subject, :body, :now, :before)
                        on conflict (alert, channel, kind) do nothing returning id
                        """)
                .param("alert", alert)
                .param("channel", channel)
                .param("kind", kind.name())
                .param("subject", words.subject())
                .param("body", words.body())
                .param("now", at(now))
                .param("before", at(notBefore))
                .query(Long.class)
                .optional();
    }

    /**
     * An alert is over: what nobody was told yet he is not told any more.
     *
     * @return the channels by which somebody was told, or is being told now
     */
    List<String> settle(long alert, Instant now) {
        state.sql("""
                        update alert_messages set state = 'DROPPED', ended_at = :now
                        where alert = :alert and state = 'NEW' and (leased_until is null or leased_until < now())
                        """).param("alert", alert).param("now", at(now)).update();
        return state.sql("""
                        select distinct channel from alert_messages
                        where alert = :alert and kind <> 'CLOSED' and state in ('NEW', 'SENT') order by channel
                        """).param("alert", alert).query(String.class).list();
    }

    /** Takes one to send, for a minute. Of one channel one at a time, and of one alert in their order. */
    Optional<Message> take() {
        return state.sql("""
                        update alert_messages set leased_until = now() + :lease::interval, attempts = attempts + 1
                        where id = (select id from alert_messages m
                            where state = 'NEW' and not_before <= :now and (leased_until is null or leased_until < now())
                            and not exists (select 1 from alert_messages o where o.channel = m.channel and o.state = 'NEW'
                                and (o.leased_until >= now() or o.alert = m.alert and o.id < m.id))
                            order by not_before, id limit 1 for update skip locked)
                        returning *
                        """)
                .param("lease", LEASE.toSeconds() + " seconds")
                .param("now", at(clock.instant()))
                .query(Outbox::message)
                .optional();
    }

    void sent(Message message) {
        end(message, Message.State.SENT);
    }

    /** It did not leave: tried again later and later, for a day; what only tries a channel at once says so. */
    void failed(Message message, HubException why) {
        Instant now = clock.instant();
        boolean over = message.kind() == Message.Kind.TEST
                || !now.isBefore(message.created().plus(GIVEN_UP_AFTER));
        state.sql("""
                        update alert_messages set leased_until = null, not_before = :later, problem_vi = :vi, problem_en = :en,
                            remedy_vi = :remedyVi, remedy_en = :remedyEn
                        where id = :id
                        """)
                .param("later", at(now.plus(pause(message.attempts()))))
                .param("vi", why.problem().vi())
                .param("en", why.problem().en())
                .param("remedyVi", why.remedy().vi())
                .param("remedyEn", why.remedy().en())
                .param("id", message.id())
                .update();
        if (over) {
            end(message, Message.State.FAILED);
            drop(message);
        }
    }

    static Duration pause(int attempts) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, 10));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    /** Of what nobody heard begin nobody hears the end. */
    private void drop(Message message) {
        if (message.alert() != null) {
            state.sql("""
                            update alert_messages set state = 'DROPPED', ended_at = :now
                            where alert = :alert and channel = :channel and state = 'NEW'
                            """)
                    .param("now", at(clock.instant()))
                    .param("alert", message.alert())
                    .param("channel", message.channel())
                    .update();
        }
    }

    private void end(Message message, Message.State as) {
        state.sql("update alert_messages set state = :as, ended_at = :now, leased_until = null where id = :id")
                .param("as", as.name())
                .param("now", at(clock.instant()))
                .param("id", message.id())
                .update();
    }

    Optional<Message> find(long id) {
        return state.sql("select * from alert_messages where id = :id")
                .param("id", id)
                .query(Outbox::message)
                .optional();
    }

    /** The newest of a channel. */
    Optional<Message> newest(String channel) {
        return state.sql("select * from alert_messages where channel = :channel order by id desc limit 1")
                .param("channel", channel)
                .query(Outbox::message)
                .optional();
    }

    /** Those of an alert, in their order. */
    List<Message> of(long alert) {
        return state.sql("select * from alert_messages where alert = :alert order by id")
                .param("alert", alert)
                .query(Outbox::message)
                .list();
    }

    private static Message message(ResultSet row, int index) throws SQLException {
        String problem = row.getString("problem_vi");
        OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
        return new Message(
                row.getLong("id"),
                row.getObject("alert", Long.class),
                row.getString("channel"),
                Message.Kind.valueOf(row.getString("kind")),
                row.getString("subject"),
                row.getString("body"),
                Message.State.valueOf(row.getString("state")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("not_before", OffsetDateTime.class).toInstant(),
                row.getInt("attempts"),
                ended == null ? null : ended.toInstant(),
                problem == null ? null : new Text(problem, row.getString("problem_en")),
                problem == null ? null : new Text(row.getString("remedy_vi"), row.getString("remedy_en")));
    }

    private static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
