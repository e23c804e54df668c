-- Who sees which held row as it is, and until when; why stands in the journal.
create table quarantine_unmasked (
    person text not null,
    held_row bigint not null,
    until timestamptz not null,
    primary key (person, held_row)
);
