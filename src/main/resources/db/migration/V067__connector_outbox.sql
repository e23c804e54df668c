-- Who may send the rows of a job to a partner: a writer of an older epoch is refused.
create table connector_outbox_epochs (
    job text primary key,
    epoch bigint not null
);

-- What became of each row that was to be sent to a partner who keeps no checkpoint. Keys and contents are keyed hashes: nothing of the
-- row stands here.
create table connector_outbox (
    job text not null,
    key_mark uuid not null,
    -- the version that is on its way, or was last
    content_mark uuid not null,
    -- the version that the partner is known to have; null where none is
    arrived_mark uuid,
    -- the same for every attempt at one version
    idempotency uuid not null,
    -- new: has not left; sent: has left; unknown: has left, and no answer came; done: arrived; refused: the partner does not want it
    state text not null check (state in ('new', 'sent', 'unknown', 'done', 'refused')),
    -- how often it was sent again though the partner may have had it and cannot tell
    repeats integer not null default 0,
    changed_at timestamptz not null,
    -- when a run last brought the row, to the day
    seen_at timestamptz not null,
    primary key (job, key_mark)
);
create index connector_outbox_open on connector_outbox (job) where state in ('sent', 'unknown');
create index connector_outbox_seen on connector_outbox (seen_at);
