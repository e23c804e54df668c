-- A run that begins anew may find other rows at the same places: both are held.
alter table quarantine_rows drop constraint quarantine_rows_job_run_ordinal_key;
alter table quarantine_rows add unique (job, run, ordinal, row_mark);
