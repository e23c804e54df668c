package vn.lienthong.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/** What is asked at the same time is done at once, and each is told his own. */
class TogetherTest {
    private volatile boolean away;
    private volatile boolean broken;
    private final List<List<Integer>> done = new CopyOnWriteArrayList<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);
    private final ExecutorService crowd = Executors.newFixedThreadPool(20);
    private final Together<Integer, Integer> together = new Together<>(this::squares);

    private List<Integer> squares(List<Integer> numbers) {
        done.add(numbers);
        begun.countDown();
        try {
            go.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        if (away && numbers.size() > 1) {
            throw new CannotGetJdbcConnectionException("away");
        }
        if (broken && numbers.size() > 1) {
            throw new OutOfMemoryError("broken");
        }
        if (numbers.contains(13)) {
            throw new IllegalArgumentException("13");
        }
        return numbers.stream().map(number -> number * number).toList();
    }

    @AfterEach
    void end() {
        go.countDown();
        crowd.shutdownNow();
    }

    @Test
    void whoeverComesMeanwhileIsServedWithTheOthersAndToldHisOwn() throws Exception {
        List<Future<Integer>> told = all();

        for (int i = 0; i < told.size(); i++) {
            if (i != 13) {
                assertThat(told.get(i).get()).isEqualTo(i * i);
            }
        }
        assertThat(done.get(0)).containsExactly(0);
        assertThat(done.get(1)).hasSize(19);
    }

    @Test
    void whatFailsForOneFailsForNobodyElse() throws Exception {
        List<Future<Integer>> told = all();

        assertThatThrownBy(told.get(13)::get)
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("13");
        assertThat(told.get(19).get()).isEqualTo(361);
        assertThat(done).hasSize(2 + 19); // in company once, then each alone
    }

    @Test
    void whereTheDatabaseIsAwayNobodyWaitsForItAfterAnother() throws Exception {
        away = true;

        List<Future<Integer>> told = all();

        for (Future<Integer> one : told.subList(1, 20)) {
            assertThatThrownBy(one::get).hasRootCauseMessage("away");
        }
        assertThat(done).hasSize(2);
    }

    @Test
    void whatBreaksTheMachineIsToldToAllAndStopsNobodyWhoComesLater() throws Exception {
        broken = true;

        List<Future<Integer>> told = all();

        for (Future<Integer> one : told.subList(1, 20)) {
            assertThatThrownBy(one::get).hasRootCauseMessage("broken");
        }
        assertThat(together.ask(7)).isEqualTo(49);
    }

    /** One is served; the others come while he is. */
    private List<Future<Integer>> all() throws InterruptedException {
        List<Future<Integer>> told = new ArrayList<>();
        told.add(crowd.submit(() -> together.ask(0)));
        begun.await();
        for (int i = 1; i < 20; i++) {
            int number = i;
            told.add(crowd.submit(() -> together.ask(number)));
        }
        await().until(() -> together.waiting() == 19);
        go.countDown();
        return told;
    }
}
