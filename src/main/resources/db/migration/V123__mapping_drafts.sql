-- Mappings of jobs as people change them. A job's text in use, version by version; drafts beside it, which never run; and what the last
-- trial of each found, in figures only.
alter table sync_jobs add column under text;

create table mapping_versions (
    job text not null,
    version integer not null,
    text text not null,
    origin text not null check (origin in ('file', 'hub')),
    by_whom text not null,
    at timestamptz not null,
    under text,
    primary key (job, version)
);

create table mapping_drafts (
    job text primary key,
    text text not null,
    base text not null,
    edition integer not null default 1,
    by_whom text not null,
    at timestamptz not null
);

create table mapping_trials (
    job text not null,
    draft boolean not null,
    print text not null,
    rows bigint not null,
    refused bigint not null,
    left_out bigint not null,
    by_whom text not null,
    at timestamptz not null,
    primary key (job, draft)
);
