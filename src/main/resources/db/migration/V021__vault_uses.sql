-- What a secret is used for: a mark of host, port, encryption and user. Another use voids the secret.
alter table vault_secrets add column bound_to text;
