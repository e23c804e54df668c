-- Jobs registered in the hub; those of files are not here.
create table sync_jobs (
    name text primary key,
    yaml text not null,
    registered_by text not null,
    registered_at timestamptz not null
);

-- Jobs that a person paused or stopped.
create table sync_standings (
    job text primary key,
    standing text not null,
    actor text not null,
    reason text,
    at timestamptz not null
);

-- Every run. While one is active, node and lease say who carries it out.
create table sync_runs (
    id bigint generated always as identity primary key,
    job text not null,
    state text not null,
    trigger text not null,
    actor text not null,
    tick timestamptz,
    requested timestamptz not null,
    started timestamptz,
    finished timestamptz,
    attempts int not null default 0,
    begun boolean not null default false,
    read bigint not null default 0,
    written bigint not null default 0,
    unchanged bigint not null default 0,
    rejected bigint not null default 0,
    skipped bigint not null default 0,
    superseded bigint not null default 0,
    deleted bigint not null default 0,
    expected bigint,
    failure text,
    stop text,
    retry_at timestamptz,
    notes text not null default '[]',
    cancel_asked boolean not null default false,
    node text,
    lease_until timestamptz,
    unique (job, tick)
);
create unique index sync_runs_one_active on sync_runs (job)
    where state in ('PLANNED', 'RUNNING', 'PAUSED', 'WAITING');
create index sync_runs_by_job on sync_runs (job, id desc);

create table sync_run_events (
    run bigint not null references sync_runs on delete cascade,
    number int not null,
    at timestamptz not null,
    kind text not null,
    arguments text not null,
    primary key (run, number)
);

-- Positions of jobs whose target keeps no checkpoint: at least once, repeatable.
create table sync_positions (
    job text primary key,
    run bigint not null,
    batch bigint not null,
    position text,
    counts text not null,
    finished boolean not null
);

-- The clock's table: one row a job with a schedule.
create table sync_ticks (
    task_name text not null,
    task_instance text not null,
    task_data bytea,
    execution_time timestamptz not null,
    picked boolean not null,
    picked_by text,
    last_success timestamptz,
    last_failure timestamptz,
    consecutive_failures int,
    last_heartbeat timestamptz,
    version bigint not null,
    priority smallint,
    primary key (task_name, task_instance)
);
create index sync_ticks_due on sync_ticks (execution_time);
create index sync_ticks_heartbeat on sync_ticks (last_heartbeat);
