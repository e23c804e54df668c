-- Code lists as people amend them. A file stays the origin; of each code that was amended all entries stand here, and count in the place of
-- the file's. The newest version of a list counts. A draft stands beside and is used by nothing; what it was before a file was taken in
-- stands in "before".
create table codelist_versions (
    list text not null,
    version integer not null,
    entries jsonb not null,
    added integer not null,
    altered integer not null,
    ended integer not null,
    by_whom text not null,
    at timestamptz not null,
    under text not null,
    primary key (list, version)
);

create table codelist_drafts (
    list text primary key,
    base integer not null,
    entries jsonb not null,
    edition integer not null default 1,
    by_whom text not null,
    at timestamptz not null,
    source text,
    faults jsonb not null default '[]',
    before jsonb
);
