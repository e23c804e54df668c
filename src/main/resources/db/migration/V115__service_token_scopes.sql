-- A program may ask for a token that opens less than its agreements do: the rosters that these scopes name, parted by spaces. Null is no
-- narrowing.
alter table service_tokens add column scopes text;
