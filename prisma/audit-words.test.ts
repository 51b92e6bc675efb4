// Whose word the audit trail takes: a process appends what it does itself, and for people as the one who speaks in its transaction.
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AUDIT_RIGHTS, type AuditDemand, BY_FUNCTIONS } from '#e2e/fixtures/audit-rights.ts'
import { id, type ProofScene, proofScene, SCENE } from '#e2e/fixtures/proof-scene.ts'
import type { DatabaseRole } from '#e2e/fixtures/test-database.ts'
import { PORTAL_CHAIN as PORTAL } from '#lib/db.ts'
import { englishActions } from '#lib/text/audit-actions-en.ts'

const ACTIONS = Object.entries(englishActions).flatMap(([topic, words]) => Object.keys(words).map((word) => `${topic}.${word}`))

/** Who is in a login, and which demands they meet at the company. */
const SPEAKERS: Record<string, { cookie: string; person: string; employer: string | null; meets: AuditDemand[] }> = {
  'an administrator who showed lately who they are': {
    ...{ cookie: SCENE.cookie, person: SCENE.anna, employer: SCENE.employer },
    meets: ['speaker', 'acts', 'settles', 'administrator', 'fresh'],
  },
  'an administrator, an hour later': {
    ...{ cookie: 'kvittens=stale', person: SCENE.anna, employer: SCENE.employer },
    meets: ['speaker', 'acts', 'settles', 'administrator'],
  },
  'a handler': {
    cookie: SCENE.colleaguesCookie,
    person: SCENE.bo,
    employer: SCENE.employer,
    meets: ['speaker', 'acts', 'settles'],
  },
  'a reader': { cookie: 'kvittens=reader', person: id(15), employer: SCENE.employer, meets: ['speaker'] },
  support: { cookie: 'kvittens=support', person: id(16), employer: SCENE.employer, meets: ['speaker', 'settles'] },
  'an operator': { cookie: 'kvittens=operator', person: id(17), employer: null, meets: ['speaker', 'operator'] },
}

const MORE = `
INSERT INTO person (id, name, person_key, person_masked, support, operator) VALUES ('${id(15)}', 'Rut', repeat('1', 64), 'x', false, false),
  ('${id(16)}', 'Stina', repeat('2', 64), 'x', true, false), ('${id(17)}', 'Olle', repeat('3', 64), 'x', false, true);
INSERT INTO member (id, employer_id, person_id, role) VALUES ('${id(35)}', '${SCENE.employer}', '${id(15)}', 'reader');
INSERT INTO login_session (id, token_hash, person_id, way, expires_at, proved_at)
  SELECT s.id::uuid, encode(sha256(convert_to(s.cookie, 'UTF8')), 'hex'), s.person::uuid, 'eleg', now() + interval '2 hours', now() - s.ago::interval
  FROM (VALUES ('${id(25)}', 'kvittens=reader', '${id(15)}', '0'), ('${id(26)}', 'kvittens=support', '${id(16)}', '0'),
    ('${id(27)}', 'kvittens=operator', '${id(17)}', '0'), ('${id(28)}', 'kvittens=stale', '${SCENE.anna}', '1 hour')) AS s (id, cookie, person, ago);
INSERT INTO walls.support_sight (session_id, employer_id, at) VALUES ('${id(26)}', '${SCENE.employer}', now() + interval '1 hour');
CREATE FUNCTION taken(p_actions TEXT[], p_chain UUID, p_actor TEXT) RETURNS TEXT[] LANGUAGE plpgsql AS $$
DECLARE one TEXT; taken TEXT[] := '{}';
BEGIN
  FOREACH one IN ARRAY p_actions LOOP
    BEGIN
      PERFORM append_audit(p_chain, p_actor, one, 'x', '{}');
      RAISE EXCEPTION 'undo' USING ERRCODE = 'ZZ001';
    EXCEPTION WHEN SQLSTATE 'ZZ001' THEN taken := taken || one;
      WHEN insufficient_privilege THEN NULL;
    END;
  END LOOP;
  RETURN taken;
END $$;`

let scene: ProofScene
beforeAll(async () => {
  scene = await proofScene()
  await scene.owner.query(MORE)
})
afterAll(() => scene.drop())

/** Which actions the chain takes from the role, named as `actor` (null: whoever speaks), after `speaks` in its transaction. */
async function taken(role: DatabaseRole, chain: string, actor: string | null, speaks?: string): Promise<string[]> {
  const client: pg.Client = scene.as[role]
  await client.query('BEGIN')
  try {
    if (speaks) expect((await client.query<{ word: string }>(`SELECT ${speaks} AS word`)).rows[0]?.word).toBe('ok')
    const { rows } = await client.query<{ taken: string[] }>('SELECT taken($1, $2, $3) AS taken', [ACTIONS, chain, actor])
    return rows[0]?.taken.sort() ?? []
  } finally {
    await client.query('ROLLBACK')
  }
}

/** Of the list: what the role may append to that place when these demands are met. */
const allowed = (role: string, place: 'employer' | 'portal', meets: readonly AuditDemand[]) =>
  AUDIT_RIGHTS.filter((right) => right.role === role && right.place === place && meets.includes(right.demand))
    .flatMap(({ actions }) => actions)
    .sort()

describe('what a process may append', () => {
  test('is listed, with every action that the trail has words for', async () => {
    const { rows } = await scene.owner.query<{ one: string }>(
      `SELECT role || ' ' || place || ' ' || demand || ' ' || action AS one FROM walls.action_right`,
    )
    const listed = AUDIT_RIGHTS.flatMap(({ role, place, demand, actions }) =>
      actions.map((action) => `${role} ${place} ${demand} ${action}`),
    )
    expect(rows.map(({ one }) => one).sort()).toEqual(listed.sort())
    const byProcesses = AUDIT_RIGHTS.flatMap(({ actions }) => actions)
    expect([...new Set([...byProcesses, ...BY_FUNCTIONS])].sort()).toEqual([...ACTIONS].sort())
    expect(BY_FUNCTIONS.filter((action) => byProcesses.includes(action))).toEqual([])
  })

  test.each(Object.entries(SPEAKERS))('web, for %s, is what they may do', async (_, { cookie, person, employer, meets }) => {
    const speaks = `speak_for('${cookie}', ${employer === null ? 'NULL' : `'${employer}'`})`
    for (const actor of [`person:${person}`, null]) {
      expect(await taken('web', SCENE.employer, actor, speaks)).toEqual(
        employer === null ? [] : allowed('web', 'employer', meets),
      )
      expect(await taken('web', PORTAL, actor, speaks)).toEqual(allowed('web', 'portal', meets))
    }
  })

  test('web, for nobody, is nothing', async () => {
    for (const actor of [`person:${SCENE.anna}`, 'system', 'relay:r1', 'admin:root', `certificate:${scene.fingerprint}`, null])
      for (const chain of [SCENE.employer, PORTAL]) expect(await taken('web', chain, actor), String(actor)).toEqual([])
  })

  test('web and gateway, in another’s name, is nothing', async () => {
    const speaking = {
      web: `speak_for('${SCENE.cookie}', '${SCENE.employer}')`,
      gateway: `speak_for_certificate('${scene.fingerprint}', '${SCENE.employer}')`,
    }
    const others = [
      `person:${SCENE.bo}`,
      'system',
      'relay:r1',
      'admin:root',
      `certificate:${scene.othersFingerprint}`,
      'mandate',
      '',
    ]
    for (const role of ['web', 'gateway'] as const)
      for (const actor of others)
        for (const chain of [SCENE.employer, SCENE.other, PORTAL])
          expect(await taken(role, chain, actor, speaking[role]), `${role} as ${actor}`).toEqual([])
    expect(await taken('web', SCENE.other, null, speaking.web)).toEqual([])
    expect(await taken('gateway', SCENE.other, null, speaking.gateway)).toEqual([])
  })

  test('gateway is what machines do', async () => {
    const speaks = `speak_for_certificate('${scene.fingerprint}', '${SCENE.employer}')`
    for (const actor of [`certificate:${scene.fingerprint}`, null]) {
      expect(await taken('gateway', SCENE.employer, actor, speaks)).toEqual(allowed('gateway', 'employer', ['acts']))
      expect(await taken('gateway', PORTAL, actor, speaks)).toEqual([])
    }
    expect(await taken('gateway', SCENE.employer, `certificate:${scene.fingerprint}`)).toEqual([])
  })

  test('relay is its own work, by its own word or the operator’s', async () => {
    for (const actor of ['relay:r1', 'admin:root']) {
      expect(await taken('relay', SCENE.employer, actor)).toEqual(allowed('relay', 'employer', ['own']))
      expect(await taken('relay', PORTAL, actor)).toEqual(allowed('relay', 'portal', ['own']))
    }
    for (const actor of [`person:${SCENE.anna}`, 'system', 'relay:', null])
      expect(await taken('relay', SCENE.employer, actor), String(actor)).toEqual([])
  })

  test('keeper is what nobody does, and what those may do who speak', async () => {
    expect(await taken('keeper', PORTAL, 'system')).toEqual(allowed('keeper', 'portal', ['system']))
    for (const actor of [`person:${SCENE.anna}`, 'keeper:one', 'relay:r1', 'admin:root', 'person:x', null])
      expect(await taken('keeper', PORTAL, actor), String(actor)).toEqual([])
    expect(await taken('keeper', SCENE.employer, `person:${SCENE.anna}`)).toEqual([])
    for (const { cookie, person, employer, meets } of Object.values(SPEAKERS)) {
      const speaks = `speak_for('${cookie}', ${employer === null ? 'NULL' : `'${employer}'`})`
      if (employer)
        expect(await taken('keeper', employer, `person:${person}`, speaks)).toEqual(allowed('keeper', 'employer', meets))
      expect(await taken('keeper', PORTAL, `person:${person}`, speaks)).toEqual(allowed('keeper', 'portal', meets))
      expect(await taken('keeper', PORTAL, `person:${SCENE.cia}`, speaks)).toEqual([])
    }
  })

  test('is never in the list of a role that has no grant', async () => {
    await expect(taken('admin', PORTAL, 'admin:root')).resolves.toEqual([])
    await expect(scene.as.web.query(`SELECT append_link('${PORTAL}', 'x', 'x', 'x', '{}')`)).rejects.toThrow(/permission denied/)
    await expect(scene.as.web.query('SELECT * FROM walls.action_right')).rejects.toThrow(/permission denied/)
  })
})
