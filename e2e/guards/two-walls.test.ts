// Two walls between companies, each shown to hold alone. The verb: it asks who may (`own_employers`, `employers_by_login`) and names the employer in every
// statement. The database: it asks itself whom a login may speak for (`speak_for`), and row security shows that employer's rows alone.
// Each verb is called for another company, and for the own one with another company’s things: with the verb’s wall planted away, with the
// database’s taken away, and with neither, where it must get through, or the call would prove nothing.
import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { requireMember } from '#lib/access/require-member.ts'
import type { Db } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { submitFile } from '#lib/submissions/submit-file.ts'
import { addDelivery } from '../fixtures/delivery-files.ts'
import { openPlanted } from '../fixtures/planted-statements.ts'
import { type ActingPerson, orderFor, type SubmissionsFixture, submissionsFixture } from '../fixtures/submissions.ts'
import { addLogin } from '../fixtures/test-login.ts'
import { companyRows } from '../ways-in/company-rows.ts'
import { COMPANY_VERBS, type CompanyThings } from '../ways-in/company-verbs.ts'

/** What the other company's things have in them, and nothing else has. */
const MARK = 'Hemligt'

type Wall = 'verb' | 'database'
type Portal = { at: SubmissionsFixture; web: Db; thief: ActingPerson; theirs: CompanyThings; close: () => Promise<void> }

const STANDING: Record<string, readonly Wall[]> = {
  'the database alone': ['database'],
  'the verb alone': ['verb'],
  'no wall': [],
}
const portals: Record<string, Portal> = {}

beforeAll(async () => {
  for (const [name, walls] of Object.entries(STANDING)) portals[name] = await openPortal(walls)
}, 120_000)
afterAll(async () => {
  for (const portal of Object.values(portals)) await portal.close()
})

/** Everybody is an administrator everywhere: as the verb asks it, and as functions of the database do. */
const ANYWHERE = `
CREATE FUNCTION planted_own(p_credential TEXT DEFAULT NULL) RETURNS TABLE (employer_id UUID, orgnr TEXT, name TEXT, services TEXT[], tried TEXT[], role TEXT, valid_until DATE, used_at TIMESTAMPTZ, via TEXT)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT id, orgnr, name, services_of(id), tried_by(id), 'administrator', NULL::date, NULL::timestamptz, NULL FROM employer $$;
CREATE FUNCTION planted_employers(p_person UUID) RETURNS TABLE (employer_id UUID, orgnr TEXT, name TEXT, services TEXT[], role TEXT, valid_until DATE, used_at TIMESTAMPTZ, via TEXT)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT id, orgnr, name, services_of(id), 'administrator', NULL::date, NULL::timestamptz, NULL FROM employer $$;`

async function openPortal(walls: readonly Wall[]): Promise<Portal> {
  const at = await submissionsFixture()
  const { employerId } = at.first
  const { personId } = at.first.anna
  await at.owner.prisma.member.updateMany({ where: { employerId, personId }, data: { role: 'administrator' } })
  const thief = { personId, actor: await addLogin(at.owner, personId) }
  await at.owner.pool.query(ANYWHERE)
  if (!walls.includes('database')) await at.owner.pool.query(NO_WALL_IN_DATABASE)
  const { db: web } = openPlanted(at.database.as('web'), walls.includes('verb') ? (sql) => sql : forgetful)
  return {
    ...{ at, web, thief, theirs: await furnish(at) },
    async close() {
      await web.close()
      await at.drop()
    },
  }
}

const NAMED = /((?:"?\w+"?\.)*"?(?:employer_id|chain)"? = (\$\d+)(?:::uuid)?)(?=[\s)]|$)/g

/** The verb as if it asked nobody, and looked for rows under no employer's name. */
function forgetful(sql: string): string {
  const asked = sql.replaceAll(/\bFROM (own_employers|employers_by_login)\(/g, 'FROM planted_own(')
  const where = asked.search(/\bWHERE\b/)
  return where < 0 ? asked : asked.slice(0, where) + asked.slice(where).replaceAll(NAMED, '($1 OR $2::text IS NOT NULL)')
}

const NO_WALL_IN_DATABASE = `
CREATE OR REPLACE FUNCTION role_at(p_person UUID, p_employer UUID) RETURNS TEXT LANGUAGE sql STABLE AS $$ SELECT 'administrator' $$;
DO $walls$ DECLARE t RECORD; body TEXT; f TEXT;
BEGIN
  FOR t IN SELECT oid::regclass AS name FROM pg_class WHERE relrowsecurity AND relnamespace = 'public'::regnamespace LOOP
    EXECUTE format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY', t.name);
  END LOOP;
  FOREACH f IN ARRAY ARRAY['administrator_in', 'begin_production'] LOOP
    body := pg_get_functiondef(f::regproc);
    IF position('employers_of(' IN body) = 0 THEN RAISE EXCEPTION '% asks nobody', f; END IF;
    EXECUTE replace(body, 'employers_of(', 'planted_employers(');
  END LOOP;
END $walls$`

/** One more of each thing, the other company's. */
async function furnish(at: SubmissionsFixture): Promise<CompanyThings> {
  const { employerId } = at.second
  const { actor } = at.second.bo
  const { prisma } = at.owner
  await prisma.employer.update({
    where: { id: employerId },
    data: { name: `${MARK} AB`, paperBlockedAt: null, submissionKeepDays: null },
  })
  const addMember = async (role: 'administrator' | 'handler') => {
    const whom = { name: `${MARK} ${role}`, personKey: randomBytes(32).toString('hex'), personMasked: '19121212-****' }
    const { id: personId } = await prisma.person.create({ data: whom })
    await prisma.member.create({ data: { employerId, personId, role } })
    return personId
  }
  await addMember('administrator')
  const personId = await addMember('handler')
  const handIn = async () => {
    const file = { ...(await at.file(employerId, randomBytes(10))), caseKeys: randomBytes(16) }
    const order = orderFor(employerId, { fileName: `${MARK}.xml` })
    return (await submitFile({ db: at.web, actor, now: new Date() }, { order, file })).submission
  }
  const [waiting, refused, held] = [await handIn(), await handIn(), await handIn()]
  const ended = { nextAttemptAt: null, refusedAt: new Date() }
  await prisma.submission.update({ where: { id: refused.id }, data: ended })
  await prisma.submission.update({
    where: { id: held.id },
    data: { nextAttemptAt: null, heldAt: new Date(), heldReason: 'gave-up' },
  })
  const der = randomBytes(20)
  const fingerprint = createHash('sha256').update(der).digest('hex')
  const far = new Date('2035-01-01')
  const certificate = await prisma.certificate.create({
    data: {
      ...{ employerId, der, fingerprint, issuer: `CN=${MARK}`, number: fingerprint.slice(0, 20), subjectNumber: 'x' },
      ...{ commonName: MARK, notBefore: new Date(), notAfter: far, validFrom: new Date() },
    },
  })
  const days = { validFrom: new Date('2026-11-01'), validUntil: far }
  const mandate = await prisma.mandate.create({ data: { employerId, agentOrgnr: '165599001236', ...days } })
  const invitation = await prisma.invitation.create({
    data: { employerId, tokenHash: personId, name: MARK, address: `${personId}@example.test`, role: 'reader', expiresAt: far },
  })
  const assignment = await prisma.assignment.create({ data: { employerId, clientId: employerId, personId } })
  await prisma.exchange.deleteMany({ where: { employerId, service: 'franvarouppgift' } })
  await prisma.exchange.create({ data: { employerId, service: 'franvarouppgift', state: 'test' } })
  await prisma.noticeRecipient.deleteMany({ where: { employerId } })
  await prisma.noticeRecipient.create({ data: { employerId, address: `${MARK}@example.test`, topics: [] } })
  const webhook = await prisma.webhook.create({ data: { employerId, url: `https://${MARK}.test/`, events: [], secret: 'x' } })
  const event = await prisma.event.create({ data: { employerId, kind: 'late', submissionId: waiting.id } })
  const call = await prisma.webhookCall.create({
    data: { employerId, webhookId: webhook.id, eventId: event.id, type: 'x', body: MARK, attempts: 1, givenUpAt: new Date() },
  })
  await prisma.conversion.deleteMany({ where: { employerId } })
  const layout = { format: 'csv', columns: [{ heading: MARK, field: 'sjukfall/personnummer#1' }] }
  const conversion = await prisma.conversion.create({ data: { employerId, service: 'sjukanmalan', version: 1, layout } })
  const delivery = await addDelivery(at, { employerId })
  await prisma.delivery.update({ where: { id: delivery.id }, data: { fetchedAt: new Date() } })
  return {
    ...{
      certificate: certificate.id,
      mandate: mandate.id,
      person: personId,
      invitation: invitation.id,
      assignment: assignment.id,
    },
    ...{ webhook: webhook.id, call: call.id, delivery: delivery.id, conversion: conversion.id },
    ...{ submission: waiting.reference, refused: refused.reference, held: held.reference },
  }
}

type Outcome = { became: 'refused' | 'nothing' | 'got in'; why: string }

/** What became of the call: whether it showed something of the other company's, or changed a row of theirs. */
async function call(standing: string, verb: string, forWhom: 'first' | 'second'): Promise<Outcome> {
  const portal = portals[standing]
  const run = COMPANY_VERBS[verb]
  if (!portal || !run) throw new Error('no such portal or verb')
  const { at, web, thief } = portal
  // What gets in takes the thing with it.
  const theirs = standing === 'no wall' ? await furnish(at) : portal.theirs
  const rows = () => companyRows(at.owner, { employerId: at.second.employerId })
  const before = await rows()
  const { employerId } = at[forWhom]
  let shown = ''
  let refused: unknown
  try {
    if (READS.includes(verb)) await requireMember({ db: web, actor: thief.actor }, employerId)
    shown = JSON.stringify(await run({ db: web, actor: thief.actor, now: new Date() }, employerId, theirs), (_, value) =>
      typeof value === 'bigint' ? String(value) : value,
    )
  } catch (error) {
    refused = error
  }
  const isChanged = (await rows()) !== before
  const marks = [MARK, at.second.employerId, ...Object.values(theirs)]
  const seen = marks.filter((mark) => (shown ?? '').includes(mark))
  if (isChanged || seen.length > 0) return { became: 'got in', why: `${isChanged ? 'changed a row' : ''} ${seen.join(' ')}` }
  if (refused === undefined) return { became: 'nothing', why: '' }
  // A refusal for anything else than whose it is would hide that the wall is open.
  const isWhose = refused instanceof AppError && ['not_found', 'not_allowed'].includes(refused.code)
  return { became: isWhose ? 'refused' : 'got in', why: refused instanceof Error ? refused.toString() : typeof refused }
}

const VERBS = Object.keys(COMPANY_VERBS)

/** Those that read: the door has asked whether the person may, as every page and route does (lib/web/listener/web-caller.ts). */
const READS = VERBS.filter((verb) => /^(list|find|read)/.test(verb) && verb !== 'readLog')
const OF_THINGS = VERBS.filter((verb) => (COMPANY_VERBS[verb]?.length ?? 0) === 3)

describe.each(['the database alone', 'the verb alone'])('%s', (standing) => {
  test.each(VERBS)('%s does nothing for another company', async (verb) => {
    expect(await call(standing, verb, 'second')).toMatchObject({ became: 'refused' })
  })

  test.each(OF_THINGS)('%s does nothing to another company’s thing', async (verb) => {
    const { became, why } = await call(standing, verb, 'first')
    expect(['refused', 'nothing'], why).toContain(became)
  })
})

/** A function of the database asks once more for whom it is. */
const THIRD_WALL = ['leaveEmployer']
/** The change stands in the audit trail of the employer that was named, which proves nothing of another's row (prisma/proof.test.ts). */
const PROOF = ['changeValidFrom', 'removeCertificate', 'endMandate', 'changeWebhookTypes', 'removeWebhook', 'switchConversion']
const THIRD_WALL_OF_THINGS = [
  'endAssignments',
  'changeMember',
  'removeMember',
  'confirmMembers',
  'resendInvitation',
  'endInvitation',
]

describe('no wall', () => {
  test.each(VERBS)('%s gets in for another company: the walls are what keeps it out', async (verb) => {
    const { became, why } = await call('no wall', verb, 'second')
    // What is read may have nothing in it that names them.
    expect(became === 'refused', why).toBe(THIRD_WALL.includes(verb))
    if (!READS.includes(verb) && !THIRD_WALL.includes(verb)) expect(why).not.toMatch(/Error/)
  })

  test.each(OF_THINGS)('%s gets in to another company’s thing under the own one’s name', async (verb) => {
    const { became, why } = await call('no wall', verb, 'first')
    // A function of the database writes the opening down for who speaks, and for nobody else.
    if (verb === 'openDelivery') return expect(why).toMatch(/PrismaClientKnownRequestError/)
    if (PROOF.includes(verb)) return expect(why).toMatch(/RestrictViolation|without its link/)
    expect(became, why).toBe(THIRD_WALL_OF_THINGS.includes(verb) ? 'refused' : 'got in')
    if (!THIRD_WALL_OF_THINGS.includes(verb)) expect(why).not.toMatch(/Error/)
  })
})
