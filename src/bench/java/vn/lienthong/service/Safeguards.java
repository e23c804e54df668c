package vn.lienthong.service;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import vn.lienthong.kernel.Journal;

/** What guards a call; each can be left out while the hub runs, to see what it costs. */
final class Safeguards {
    private volatile Set<String> leftOut = Set.of();

    /** Leaves these out from the next call on, and no others: {@code journal}, {@code limits}, {@code counts}, {@code token}: whose
     * it is, with the look for suspensions. */
    void leaveOut(Set<String> names) {
        leftOut = Set.copyOf(names);
    }

    private boolean stands(String name) {
        return !leftOut.contains(name);
    }

    void standIn(GenericApplicationContext hub) {
        primary(hub, AgreementLimits.class, () -> new AgreementLimits(hub.getBean(JdbcTemplate.class)) {
            @Override
            Verdict take(String key, long perMinute, long perDay) {
                return stands("limits") ? super.take(key, perMinute, perDay) : new Verdict(true, false, 0);
            }
        });
        primary(hub, CallUses.class, () -> new CallUses(hub.getBean(JdbcTemplate.class), hub.getBean(Clock.class)) {
            @Override
            void note(String agreement, String program, Count more) {
                if (stands("counts")) {
                    super.note(agreement, program, more);
                }
            }
        });
        primary(hub, ServiceCallers.class, () -> new ServiceCallers(hub.getBean(JdbcTemplate.class), hub.getBean(Clock.class)) {
            private volatile Optional<ServiceCaller> last = Optional.empty();

            @Override
            Optional<ServiceCaller> holder(String token) {
                Optional<ServiceCaller> known = last;
                return stands("token") || known.isEmpty() ? last = super.holder(token) : known;
            }
        });
        primary(hub, Journal.class, () -> journal(hub.getBean("chainedJournal", Journal.class)));
    }

    private Journal journal(Journal kept) {
        return new Journal() {
            @Override
            public void record(Entry entry) {
                if (stands("journal")) {
                    kept.record(entry);
                }
            }

            @Override
            public void record(List<Entry> entries) {
                if (stands("journal")) {
                    kept.record(entries);
                }
            }

            @Override
            public void recordWithin(Entry entry) {
                kept.recordWithin(entry);
            }

            @Override
            public void recordWithin(List<Entry> entries) {
                kept.recordWithin(entries);
            }
        };
    }

    private static <T> void primary(GenericApplicationContext hub, Class<T> type, Supplier<T> bean) {
        hub.registerBean("bench" + type.getSimpleName(), type, bean, definition -> definition.setPrimary(true));
    }
}
