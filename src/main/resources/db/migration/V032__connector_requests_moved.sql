-- Repeated requests are known to every part of the API, no longer to connectors alone.
drop table connector_requests;
