-- Attempts in a row that brought nothing: each makes the pause before the next longer.
alter table sync_runs add column fruitless int not null default 0;
