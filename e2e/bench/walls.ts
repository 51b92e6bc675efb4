// What it costs that the database itself knows whom a transaction speaks for: node e2e/bench/walls.ts [ROUNDS, 40 if not said]
// The peer, in the same run and in turns, is the same portal on a database in which the tenant is a setting again, as it was: no look-up
// of the session or its rights, no row of who speaks, no proof at COMMIT, no walls by role. A hand-in and a poll over http, and what the
// page "hem" reads; wall time, and CPU of this process and of its sessions in Postgres, each for one.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ownEmployers } from '#lib/access/own-employers.ts'
import { readSession } from '#lib/access/read-session.ts'
import { endingSoonest } from '#lib/certificates/list-certificates.ts'
import { countUnread } from '#lib/deliveries/count-deliveries.ts'
import { listNearPurge } from '#lib/deliveries/near-purge.ts'
import { listNeeding, listSubmissions } from '#lib/submissions/list-submissions.ts'
import { migrate } from '../../prisma/migrate.ts'
import { type SubmissionsFixture, submissionsFixture } from '../fixtures/submissions.ts'
import { setRolePasswords, TEMPLATE } from '../fixtures/test-database.ts'
import { sickFile, type WebFixture, webFixture } from '../fixtures/web.ts'
import { freePort } from '../rehearsal/ports.ts'
import { startPostgres } from '../rehearsal/postgres.ts'
import { cpuMsOf } from './proc.ts'

const [rounds = 40] = process.argv.slice(2).map(Number)
/** Of each kind in a round. */
const AT_ONCE = 25

const SETTING = `
  CREATE OR REPLACE FUNCTION current_employer() RETURNS UUID LANGUAGE sql STABLE AS
    $$ SELECT nullif(current_setting('kvittens.employer', true), '')::uuid $$;
  CREATE OR REPLACE FUNCTION speak_for(p_credential TEXT, p_employer UUID) RETURNS TEXT LANGUAGE sql AS
    $$ SELECT CASE WHEN set_config('kvittens.employer', p_employer::text, true) IS NOT NULL THEN 'ok' END $$;
  CREATE OR REPLACE FUNCTION append_audit(p_chain UUID, p_actor TEXT, p_action TEXT, p_object TEXT, p_detail JSONB) RETURNS BIGINT
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$ SELECT append_link(p_chain, p_actor, p_action, p_object, p_detail) $$;
  CREATE POLICY as_it_was ON login_session TO kvittens_web USING (true);
  DO $$ DECLARE one RECORD; BEGIN
    FOR one IN SELECT tablename, policyname FROM pg_policies WHERE permissive = 'RESTRICTIVE' LOOP
      EXECUTE format('DROP POLICY %I ON %I', one.policyname, one.tablename);
    END LOOP;
    FOR one IN SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
      WHERE (t.tgconstraint <> 0 AND t.tgdeferrable OR t.tgname = 'a_hold_to_speaker') AND NOT t.tgisinternal LOOP
      EXECUTE format('DROP TRIGGER %I ON %I', one.tgname, one.relname);
    END LOOP;
  END $$`

type Side = { name: string; given: SubmissionsFixture; at: WebFixture; cookie: string; reference: string }
type Cost = { count: number; wallMs: number; cpuMs: number }

const ACTS: Record<string, (side: Side) => Promise<void>> = { 'hand-in': handIn, 'page view': view, poll }

const dir = mkdtempSync(join(tmpdir(), 'kvittens-walls-'))
const postgres = await startPostgres({ dir: join(dir, 'postgres'), port: await freePort(), database: TEMPLATE })
const sides: Side[] = []
try {
  await migrate(postgres.url)
  await setRolePasswords(postgres.url)
  sides.push(await makeSide('setting'), await makeSide('walls'))
  const costs = new Map<string, Cost>()
  for (let round = -2; round < rounds; round++)
    for (const side of round % 2 === 0 ? sides : [...sides].reverse())
      for (const [kind, act] of Object.entries(ACTS)) {
        const cost = await measure(side, act)
        // The first rounds warm up.
        if (round < 0) continue
        const key = `${kind}, ${side.name}`
        const before = costs.get(key) ?? { count: 0, wallMs: 0, cpuMs: 0 }
        costs.set(key, {
          count: before.count + AT_ONCE,
          wallMs: before.wallMs + cost.wallMs,
          cpuMs: before.cpuMs + cost.cpuMs,
        })
      }
  for (const kind of Object.keys(ACTS)) tell(kind, costs)
} finally {
  for (const { at, given } of sides) {
    await at.drop()
    await given.drop()
  }
  await postgres.stop()
  rmSync(dir, { recursive: true, force: true })
}

async function makeSide(name: 'setting' | 'walls'): Promise<Side> {
  const given = await submissionsFixture(postgres.url)
  const at = await webFixture({}, given)
  const { cookie } = await at.logIn(at.first.anna, at.first.employerId)
  // Planted after the login: what is compared is what a login does all day.
  if (name === 'setting') await given.owner.pool.query(SETTING)
  const side = { name, given, at, cookie, reference: '' }
  await handIn(side)
  const { reference } = await given.owner.prisma.submission.findFirstOrThrow()
  return { ...side, reference }
}

async function handIn({ at, cookie }: Side): Promise<void> {
  const { status } = await at.upload(sickFile(), { cookie })
  if (status !== 201) throw new Error(`a hand-in was answered ${status}`)
}

async function poll({ at, cookie, reference }: Side): Promise<void> {
  const answer = await fetch(`${at.url}/api/inlamningar/${reference}`, { headers: { cookie } })
  await answer.arrayBuffer()
  if (answer.status !== 200) throw new Error(`a poll was answered ${answer.status}`)
}

/** As app/hem/page.tsx and its header. */
async function view({ at, cookie }: Side): Promise<void> {
  const db = at.web
  const session = await readSession({ db }, cookie)
  if (!session?.employerId) throw new Error('no session')
  const { personId, sessionId, credential, employerId } = session
  const context = { db, actor: { kind: 'person', personId, sessionId, credential } as const, now: new Date() }
  await ownEmployers(context)
  await countUnread(context, employerId)
  await endingSoonest(context, employerId)
  await Promise.all([
    listNeeding(context, { employerId, limit: 40 }),
    listSubmissions(context, { employerId, limit: 8 }),
    listNearPurge(context, employerId),
  ])
}

async function measure(side: Side, act: (side: Side) => Promise<void>): Promise<Omit<Cost, 'count'>> {
  const cpu = async () => (process.cpuUsage().user + process.cpuUsage().system) / 1000 + (await sessionsCpu(side))
  const [began, cpuBefore] = [performance.now(), await cpu()]
  for (let n = 0; n < AT_ONCE; n++) await act(side)
  const wallMs = performance.now() - began
  return { wallMs, cpuMs: (await cpu()) - cpuBefore }
}

async function sessionsCpu({ given }: Side): Promise<number> {
  const { rows } = await given.owner.pool.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND usename = 'kvittens_web'`,
  )
  return rows.reduce((sum, { pid }) => sum + cpuMsOf(pid), 0)
}

function tell(kind: string, costs: ReadonlyMap<string, Cost>): void {
  const [before, after] = [costs.get(`${kind}, setting`), costs.get(`${kind}, walls`)]
  if (!before || !after) return
  const per = ({ count, wallMs, cpuMs }: Cost) => `${(wallMs / count).toFixed(2)} ms, CPU ${(cpuMs / count).toFixed(2)} ms`
  const more = (after.wallMs - before.wallMs) / after.count
  console.log(
    `${kind.padEnd(10)} setting ${per(before)} · walls ${per(after)} · +${more.toFixed(2)} ms, CPU ratio ${(after.cpuMs / before.cpuMs).toFixed(2)}`,
  )
}
