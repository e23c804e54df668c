package vn.lienthong.agency;

/** What one agency has. */
record Things(
        String agency,
        String job,
        String connector,
        long run,
        long row,
        long approval,
        long destination,
        long erasure,
        long exchange,
        long alert,
        long failed) {
    String person() {
        return job.replace("pupils", "person");
    }

    String program() {
        return job.replace("pupils", "program");
    }

    /** Of a service that is called as the job. */
    String agreement() {
        return job + ".x";
    }

    String value(String variable, String kind) {
        return switch (variable) {
            case "name" ->
                switch (kind) {
                    case "connector" -> connector;
                    case "person" -> person();
                    case "caller" -> program();
                    case "agreement" -> agreement();
                    default -> job;
                };
            case "id" ->
                switch (kind) {
                    case "run" -> "" + run;
                    case "held-row" -> "" + row;
                    case "failed-exchange" -> "" + failed;
                    default -> "sync." + job;
                };
            case "number" ->
                switch (kind) {
                    case "approval" -> "" + approval;
                    case "destination" -> "" + destination;
                    case "erasure" -> "" + erasure;
                    case "alert" -> "" + alert;
                    default -> "" + run;
                };
            case "exchange" -> "" + exchange;
            case "code" -> agency;
            case "setting" -> "password";
            default -> "1";
        };
    }
}
