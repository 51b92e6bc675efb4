-- Trigger functions need no grant: these had Postgres's default, which is everybody's.
REVOKE EXECUTE ON FUNCTION hold_to_speaker(), payload_key_destroyed_once(), payload_month_is_open() FROM PUBLIC;
