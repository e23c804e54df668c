-- Identities by which people sign in at a provider (OpenID Connect). An identity is issuer and subject and nothing else; it belongs
-- to one person, and a person has at most one at each issuer.
create table agency_identities (
    id bigint generated always as identity primary key,
    person text not null references agency_people (name),
    issuer text not null,
    subject text not null,
    bound_at timestamptz not null,
    used_at timestamptz,
    unique (issuer, subject),
    unique (person, issuer)
);
