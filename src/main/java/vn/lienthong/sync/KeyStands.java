package vn.lienthong.sync;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import vn.lienthong.connector.Connector;
import vn.lienthong.connector.Connectors;
import vn.lienthong.connector.KeyLook;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Secret;

/**
 * Asks sources and targets of jobs whether they have a row of a key: of rows that went through, the hub keeps nothing by which it could
 * tell. Of one trace each system is asked by one thread, for one job after the other, and all of it is over within a wall clock. Thread-safe.
 */
@Component
public class KeyStands implements DisposableBean {
    /** So many ends of jobs are asked for one trace. */
    public static final int MOST = 40;

    /** Nobody waits longer; what has not answered by then was not asked. */
    static final Duration LIMIT = Duration.ofSeconds(15);

    private static final int SYSTEMS_AT_ONCE = 8;

    private final SyncJobs jobs;
    private final Connectors connectors;
    private final KeyLook look;
    private final Clock clock;
    private final ThreadPoolExecutor threads;

    KeyStands(SyncJobs jobs, Connectors connectors, KeyLook look, Clock clock) {
        this.jobs = jobs;
        this.connectors = connectors;
        this.look = look;
        this.clock = clock;
        this.threads = new ThreadPoolExecutor(
                SYSTEMS_AT_ONCE, SYSTEMS_AT_ONCE, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(200), work -> {
                    Thread thread = new Thread(work, "key-look");
                    thread.setDaemon(true);
                    return thread;
                });
        this.threads.allowCoreThreadTimeOut(true);
    }

    /** What is to be asked, and whom it concerns. Made before anybody is asked, so that it can be noted first. */
    public static final class Plan {
        private final List<KeyQuestion> questions;

        private Plan(List<KeyQuestion> questions) {
            this.questions = List.copyOf(questions);
        }

        /** Nobody. */
        public static Plan nobody() {
            return new Plan(List.of());
        }

        /** How many ends of jobs are asked. */
        public long count() {
            return questions.stream().filter(one -> one.refused() == null).count();
        }

        /** Who answers for the jobs and for the systems that are asked. */
        public List<AgencyCode> agencies() {
            return questions.stream()
                    .filter(one -> one.refused() == null)
                    .flatMap(one -> Stream.of(one.job().agency(), one.owner()))
                    .distinct()
                    .toList();
        }
    }

    /**
     * Which systems are asked for somebody: those of jobs of agencies whose held rows he may look at. A system of another agency is asked as
     * a target alone, and where the job's rows there can be told from those of others.
     *
     * @param where of the job of this route alone; empty for all
     */
    public Plan plan(String where, Caller caller) {
        List<KeyQuestion> questions = new ArrayList<>();
        long asked = 0;
        for (SyncJob job : jobs.all()) {
            if (!where.isEmpty() && !where.equals("sync." + job.name())
                    || !caller.may(Act.SEE_HELD_ROWS, job.agency())) {
                continue;
            }
            for (KeyStand.Side side : List.of(KeyStand.Side.TARGET, KeyStand.Side.SOURCE)) {
                KeyQuestion question = question(job, side, caller, asked >= MOST);
                questions.add(question);
                asked += question.refused() == null ? 1 : 0;
            }
        }
        return new Plan(questions);
    }

    private KeyQuestion question(SyncJob job, KeyStand.Side side, Caller caller, boolean enough) {
        boolean target = side == KeyStand.Side.TARGET;
        DatasetName dataset = target ? job.to().dataset() : job.from().dataset();
        AgencyCode owner =
                connectors.find(dataset.connector()).map(Connector::agency).orElse(job.agency());
        boolean his = caller.may(Act.SEE_HELD_ROWS, owner) || target && apart(job, caller);
        Map<String, ?> facts = Map.of("job", job.name(), "dataset", dataset, "agency", owner, "most", MOST);
        SyncError refused = KeyQuestion.column(job, side).isEmpty()
                ? SyncError.KEY_NOT_SINGLE
                : !his ? SyncError.KEY_OF_OTHERS : enough ? SyncError.KEY_TOO_MANY : null;
        return new KeyQuestion(job, side, dataset, owner, refused == null ? null : new HubException(refused, facts));
    }

    /** Whether no row of the job's part of its target is another agency's. */
    private boolean apart(SyncJob job, Caller caller) {
        return !job.to().scope().isEmpty()
                && jobs.all().stream()
                        .filter(other -> other.to().dataset().equals(job.to().dataset()))
                        .filter(other -> !caller.may(Act.SEE_HELD_ROWS, other.agency()))
                        .allMatch(other ->
                                JobChecks.disjoint(job.to().scope(), other.to().scope()));
    }

    /** Asks; by job, the target first. What could not be asked says why. */
    public List<KeyStand> ask(Plan plan, Secret key) {
        Map<ConnectorName, List<KeyQuestion>> bySystem = plan.questions.stream()
                .collect(Collectors.groupingBy(
                        one -> one.dataset().connector(), LinkedHashMap::new, Collectors.toList()));
        Map<KeyQuestion, KeyStand> stands = Collections.synchronizedMap(new IdentityHashMap<>());
        String plain = key.reveal();
        List<Future<?>> asked = bySystem.values().stream()
                .<Future<?>>map(questions -> begun(() -> ask(questions, plain, stands)))
                .toList();
        long until = System.nanoTime() + LIMIT.toNanos();
        asked.forEach(one -> await(one, until));
        return plan.questions.stream()
                .map(one -> {
                    KeyStand stand = stands.get(one);
                    return stand == null ? late(one) : stand;
                })
                .toList();
    }

    private KeyStand late(KeyQuestion question) {
        Map<String, ?> facts = Map.of("dataset", question.dataset(), "seconds", LIMIT.toSeconds());
        return question.not(new HubException(SyncError.KEY_TOO_LATE, facts), clock.instant());
    }

    /** One that does not answer is not asked again for the next job. */
    private void ask(List<KeyQuestion> questions, String key, Map<KeyQuestion, KeyStand> stands) {
        HubException away = null;
        for (KeyQuestion question : questions) {
            if (Thread.currentThread().isInterrupted()) {
                return; // nobody waits any more
            }
            if (question.refused() == null && away != null) {
                stands.put(question, question.not(away, clock.instant()));
                continue;
            }
            KeyQuestion.Told told = question.ask(look, key, clock.instant());
            away = told.away() == null ? away : told.away();
            stands.put(question, told.stand());
        }
    }

    private Future<?> begun(Runnable work) {
        FutureTask<?> task = new FutureTask<>(work, null);
        try {
            threads.execute(task);
        } catch (RejectedExecutionException tooMany) {
            task.cancel(true); // told as one that came too late
        }
        return task;
    }

    private static void await(Future<?> one, long until) {
        try {
            one.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | CancellationException late) {
            one.cancel(true);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException known ? known : new IllegalStateException(failed);
        } catch (InterruptedException interrupted) {
            one.cancel(true);
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }
}
