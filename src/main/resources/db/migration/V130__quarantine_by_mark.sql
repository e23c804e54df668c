-- By its key alone a row is found, whatever its job and however it stands.
create index quarantine_rows_by_mark on quarantine_rows (key_mark) where key_mark is not null;
