-- Every column of sealed bytes refers to the key that sealed them: the database itself refuses to let a key go that something
-- still needs, and to take in what was sealed with one that is gone. It runs after all tables are there, whichever room made them.
alter table vault_secrets add column if not exists sealed_key integer
    generated always as (vault_key_of(sealed)) stored references vault_keys (id);
create index if not exists vault_secrets_by_key on vault_secrets (sealed_key);

alter table quarantine_rows add column if not exists content_key integer
    generated always as (vault_key_of(content)) stored references vault_keys (id);
create index if not exists quarantine_rows_by_content_key on quarantine_rows (content_key);
alter table quarantine_rows add column if not exists edited_key integer
    generated always as (vault_key_of(edited)) stored references vault_keys (id);
create index if not exists quarantine_rows_by_edited_key on quarantine_rows (edited_key) where edited_key is not null;

alter table quarantine_edits add column if not exists cells_key integer
    generated always as (vault_key_of(cells)) stored references vault_keys (id);
create index if not exists quarantine_edits_by_key on quarantine_edits (cells_key);
alter table quarantine_returned_rows add column if not exists changes_key integer
    generated always as (vault_key_of(changes)) stored references vault_keys (id);
create index if not exists quarantine_returned_rows_by_key on quarantine_returned_rows (changes_key) where changes_key is not null;

alter table agency_accounts add column if not exists totp_key integer
    generated always as (vault_key_of(totp)) stored references vault_keys (id);
create index if not exists agency_accounts_by_key on agency_accounts (totp_key);

alter table journal_keys add column if not exists private_key_key integer
    generated always as (vault_key_of(private_key)) stored references vault_keys (id);

alter table person_erasures add column if not exists value_key integer
    generated always as (vault_key_of(value)) stored references vault_keys (id);
create index if not exists person_erasures_by_key on person_erasures (value_key) where value_key is not null;
