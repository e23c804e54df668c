-- What a mounted secret opens: the first use binds it, whoever brings its text again binds it anew. The secret itself stays in
-- its folder. A refused use is kept so that it is told once and not at every attempt.
create table vault_mounted (
    connector text not null,
    field text not null,
    bound_to text not null,
    refused text,
    primary key (connector, field)
);
