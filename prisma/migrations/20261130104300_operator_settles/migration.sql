-- The operator's command connects as relay does, which writes these columns already.
GRANT EXECUTE ON FUNCTION lock_dispute(UUID, TEXT), settle_submission(UUID, TEXT, TEXT, TIMESTAMPTZ, TEXT, TEXT, TEXT) TO kvittens_relay;
