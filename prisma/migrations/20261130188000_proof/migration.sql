-- Rights and proof are one: no process changes who may do what without the link of the audit trail that says so, in the same
-- transaction. A link is made by append_link alone, which notes in the chain's head which transaction made it; deferred constraint
-- triggers look there when the transaction commits.

-- By whom the chain's newest links were made: the transaction's number and its time, and the link before its first. A number alone
-- would come again in a cluster that a backup is put back into.
ALTER TABLE "audit_head" ADD COLUMN "xact" BIGINT,
  ADD COLUMN "xact_at" TIMESTAMPTZ(6),
  ADD COLUMN "xact_since" BIGINT;

-- What differs is put into the function as it stands.
DO $$
DECLARE
  body TEXT := pg_get_functiondef('append_link'::regproc);
  old TEXT := 'UPDATE audit_head SET seq = link, hash = digest WHERE chain = p_chain;';
BEGIN
  IF position(old IN body) = 0 THEN RAISE EXCEPTION 'append_link does not say: %', old; END IF;
  EXECUTE replace(body, old, 'UPDATE audit_head SET seq = link, hash = digest, xact = pg_current_xact_id()::text::bigint, xact_at = now(),
      xact_since = CASE WHEN xact = pg_current_xact_id()::text::bigint AND xact_at = now() THEN xact_since ELSE head.seq END
    WHERE chain = p_chain;');
END $$;

-- Runs when the transaction commits, once for each row that was changed; the owner (migrations) is not asked. Arguments: in which chains
-- the link may stand (`portal`, `speaker`: the employer that this transaction speaks for, or a column with an employer), and then each
-- action that proves the change, with the column that the link's object must be (`*`: any).
-- By the trail's key always: the planner, which does not know how few links are this transaction's, would read the whole trail.
CREATE FUNCTION require_proof() RETURNS TRIGGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE
  changed JSONB; before JSONB; place TEXT; chains UUID[] := '{}'; one UUID; since BIGINT; proof TEXT; named TEXT[] := '{}'; anyhow TEXT[] := '{}';
BEGIN
  IF session_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) THEN RETURN NULL; END IF;
  IF TG_OP = 'DELETE' THEN changed := to_jsonb(OLD); ELSE changed := to_jsonb(NEW); END IF;
  IF TG_OP = 'UPDATE' THEN before := to_jsonb(OLD); END IF;
  FOREACH place IN ARRAY string_to_array(TG_ARGV[0], ' ') LOOP
    IF place = 'portal' THEN chains := chains || '00000000-0000-0000-0000-000000000000'::uuid;
    ELSIF place = 'speaker' THEN chains := chains || current_employer();
    ELSE chains := chains || (changed ->> place)::uuid || (before ->> place)::uuid;
    END IF;
  END LOOP;
  FOREACH proof IN ARRAY TG_ARGV[1:] LOOP
    place := split_part(proof, ' ', 2);
    IF place = '*' THEN anyhow := anyhow || split_part(proof, ' ', 1);
    ELSE named := named || (split_part(proof, ' ', 1) || ' ' || (changed ->> place));
    END IF;
  END LOOP;
  FOREACH one IN ARRAY chains LOOP
    -- Nobody else appends to a chain to which this transaction has: its newest links are this one's.
    SELECT h.xact_since INTO since FROM audit_head h
      WHERE h.chain = one AND h.xact = pg_current_xact_id()::text::bigint AND h.xact_at = now();
    CONTINUE WHEN NOT FOUND;
    PERFORM FROM audit l WHERE l.chain = one AND l.seq > since AND (l.action = ANY (anyhow) OR l.action || ' ' || l.object = ANY (named))
      ORDER BY l.seq LIMIT 1;
    IF FOUND THEN RETURN NULL; END IF;
  END LOOP;
  RAISE EXCEPTION '% of % without its link in the audit trail', lower(TG_OP), TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

-- Binds a table. p_uses: columns that only note use, and need no link. p_inserts, p_updates, p_deletes: as above; empty: no process does
-- that. p_clock_updates, p_clock_deletes: what the clock alone brings about, as an earlier link said; it needs none of its own.
CREATE FUNCTION bind_to_audit(p_table TEXT, p_chains TEXT, p_uses TEXT[], p_inserts TEXT[], p_updates TEXT[], p_deletes TEXT[],
  p_clock_updates TEXT DEFAULT 'false', p_clock_deletes TEXT DEFAULT 'false') RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE one RECORD;
BEGIN
  FOR one IN SELECT * FROM (VALUES
    ('insert', p_inserts, 'true'),
    ('update', p_updates, format('to_jsonb(OLD) - %L::text[] IS DISTINCT FROM to_jsonb(NEW) - %1$L::text[] AND (%s) IS NOT TRUE', p_uses, p_clock_updates)),
    ('delete', p_deletes, format('(%s) IS NOT TRUE', p_clock_deletes))
  ) AS each (op, proofs, wanted) LOOP
    EXECUTE format('CREATE CONSTRAINT TRIGGER %I AFTER %s ON %I DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (%s) EXECUTE FUNCTION require_proof(%s)',
      'proof_of_' || one.op, one.op, p_table, one.wanted,
      (SELECT string_agg(quote_literal(arg), ', ') FROM unnest(p_chains || one.proofs) arg));
  END LOOP;
END $$;

SELECT bind_to_audit('employer', 'id', '{}',
  '{employer.joined *}',
  '{employer.joined *,employer.renamed id,employer.ended id,notices.addresses id,paper.blocked id,paper.open id,login.switched id,retention.days *}',
  '{}');
SELECT bind_to_audit('person', 'portal', '{totp_last_step,last_login_at,mail_refused_at}',
  '{person.made id,operator.added id}',
  '{person.mail id,person.language id,person.erased id,login.chosen id,login.password id,login.codeapp id,login.dropped id,login.reset id,operator.added id,operator.removed id,invitation.accepted *}',
  '{}');
SELECT bind_to_audit('login_session', 'portal speaker employer_id', '{seen_at}',
  '{session.started id}',
  '{session.proved id,session.acts-for id,member.left person_id,employer.ended *}',
  '{session.ended id,session.ended-for *,session.others-ended *,session.started *,session.proved *,login.chosen person_id,login.password person_id,login.codeapp person_id,login.passkeyremoved person_id,login.dropped person_id,login.reset person_id,login.switched *,person.erased person_id,operator.removed person_id,member.changed person_id,member.removed person_id,member.left person_id,member.lapsed person_id,invitation.accepted *,administrators.changed *,employer.joined *,employer.ended *}',
  'false', $$OLD.expires_at <= clock_timestamp() OR OLD.seen_at <= clock_timestamp() - interval '30 minutes'$$);
SELECT bind_to_audit('member', 'employer_id', '{used_at}',
  '{invitation.accepted *,employer.joined *,administrators.changed *}',
  '{invitation.accepted *,employer.joined *,administrators.changed *,member.changed person_id,member.removed person_id,member.left person_id,member.lapsed person_id,member.confirmed person_id,employer.ended *}',
  '{}');
SELECT bind_to_audit('invitation', 'employer_id', '{}',
  '{invitation.sent id,employer.joined *,administrators.changed *}',
  '{invitation.sent-again id,invitation.taken-back id,invitation.accepted id,administrators.changed *,employer.ended *}',
  '{}', $$OLD.expires_at <= clock_timestamp() AND to_jsonb(OLD) - 'ended_at' = to_jsonb(NEW) - 'ended_at'$$);
SELECT bind_to_audit('assignment', 'employer_id client_id', '{used_at}',
  '{assignment.given id}', '{assignment.ended id}', '{}');
SELECT bind_to_audit('mandate', 'employer_id', '{}',
  '{mandate.given id}', '{mandate.ended id,employer.ended *}', '{}');
SELECT bind_to_audit('certificate', 'employer_id', '{last_used_at}',
  '{certificate.registered id}', '{certificate.removed id,certificate.valid-from id,employer.ended *}', '{}');
SELECT bind_to_audit('exchange', 'employer_id', '{}',
  '{employer.joined *}', '{exchange.production service,employer.joined *,employer.ended *}', '{}');
SELECT bind_to_audit('webhook', 'employer_id', '{failures,failing_since,rests_until}',
  '{webhook.added id}', '{webhook.types id,webhook.secret id,webhook.secret-ended id,webhook.removed id,employer.ended *}', '{}',
  $$OLD.previous_until <= clock_timestamp() AND NEW.previous_secret IS NULL AND NEW.previous_until IS NULL
    AND to_jsonb(OLD) - '{previous_secret,previous_until,failures,failing_since,rests_until}'::text[]
      = to_jsonb(NEW) - '{previous_secret,previous_until,failures,failing_since,rests_until}'::text[]$$,
  'OLD.removed_at IS NOT NULL');
SELECT bind_to_audit('notice_recipient', 'employer_id', '{refused_at,refused_code}',
  '{notices.addresses employer_id,employer.joined *}', '{notices.addresses employer_id}', '{notices.addresses employer_id,employer.joined *}');
SELECT bind_to_audit('passkey', 'portal', '{counter,used_at}',
  '{login.passkeyadded person_id}', '{}',
  '{login.passkeyremoved person_id,login.chosen person_id,login.dropped person_id,login.reset person_id,person.erased person_id}');
SELECT bind_to_audit('login_link', 'portal speaker', '{tries}',
  '{login.link-sent person_id}', '{login.link-sent person_id,login.chosen person_id,login.reset person_id}', '{person.erased person_id}');

-- A table is bound by a migration alone.
DROP FUNCTION bind_to_audit(TEXT, TEXT, TEXT[], TEXT[], TEXT[], TEXT[], TEXT, TEXT);
REVOKE EXECUTE ON FUNCTION require_proof() FROM PUBLIC;
