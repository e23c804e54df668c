-- Data keys, each wrapped by the master key, which is kept outside this database. The newest one seals. An older one goes as
-- soon as nothing is sealed with it: whatever holds sealed bytes refers to its key (R__vault_keys_in_use.sql).
create table vault_keys (
    id integer primary key,
    wrapped bytea,
    made_at timestamptz not null
);

-- What was sealed before there were data keys was sealed with the master key of then. That becomes data key 0 and is wrapped at
-- the next start.
insert into vault_keys (id, wrapped, made_at) select 0, null, now() from vault_canaries;

-- Which key sealed these bytes; null where that cannot be told.
create function vault_key_of(sealed bytea) returns integer language sql immutable strict parallel safe as $$
    select case
        when length(sealed) < 5 then null
        when get_byte(sealed, 0) = 1 then 0
        when get_byte(sealed, 0) = 2 then
            (get_byte(sealed, 1) << 24) | (get_byte(sealed, 2) << 16) | (get_byte(sealed, 3) << 8) | get_byte(sealed, 4)
    end
$$;
