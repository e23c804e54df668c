package vn.lienthong.sync;

/** Carries a run out without routes, for tests of faults and for tools. */
final class LeanRunner implements JobRunner {
    @Override
    public void carryOut(RunSteps run) {
        run.open();
        while (run.goesOn()) {
            run.read();
            run.map();
            run.write();
            run.hold();
            run.commit();
        }
        run.deletes();
        run.finish();
    }
}
