-- Until when whoever holds a token counts as having just shown who he is; see Confirmations.
alter table agency_tokens add column confirmed_until timestamptz;
