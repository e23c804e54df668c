-- Calls by agreement, program and five minutes. What was counted before by agreement alone stays in service_uses until its time is over.
create table service_program_uses (
    agreement text not null,
    since timestamptz not null,
    program text not null,
    found bigint not null default 0,
    missed bigint not null default 0,
    refused bigint not null default 0,
    primary key (agreement, since, program)
);
