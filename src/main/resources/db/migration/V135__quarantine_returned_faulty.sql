-- How many lines of a returned workbook cannot be used; the first of them are kept with their reasons.
alter table quarantine_returned add column faulty integer not null default 0;
update quarantine_returned set faulty = jsonb_array_length(faults);
