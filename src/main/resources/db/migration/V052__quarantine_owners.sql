-- Which epoch of a job's target may hold rows: whoever slept through a take-over finds another here.
create table quarantine_owners (
    job text primary key,
    epoch bigint not null
);
