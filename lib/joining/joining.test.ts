// An application from its first field until it is handed in: who sees it, what a change does, and that twenty at once leave one.

import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { PEPPER } from '#e2e/fixtures/accounts.ts'
import {
  A_PDF,
  fillApplication,
  filled,
  type JoiningFixture,
  type JoiningName,
  joiningFixture,
  NEW_ORGNR,
  NUMBERS,
  saveTyped,
} from '#e2e/fixtures/joining.ts'
import { personKey } from '#lib/access/person.ts'
import { DAY_MS } from '#lib/calendar.ts'
import { forPerson } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { LIMITS } from '#lib/limits.ts'
import { askParties } from './ask-parties.ts'
import { addBasis } from './basis-file.ts'
import { reopenApplication, withdrawApplication } from './change-application.ts'
import { declineApplication } from './decline-application.ts'
import { namesItsParties } from './desk/check-signatures.ts'
import { openIdToken, readSealedTokens, sealIdToken } from './id-tokens.ts'
import { lapseApplications } from './lapse-applications.ts'
import { openLink, readLink } from './open-link.ts'
import { findApplication, listApplications } from './read-application.ts'
import { readSignable } from './read-signable.ts'
import { signApplication } from './sign-application.ts'
import { startApplication } from './start-application.ts'

let at: JoiningFixture
beforeAll(async () => {
  at = await joiningFixture()
})
afterAll(() => at.drop())
beforeEach(async () => {
  await at.owner.pool.query('TRUNCATE application, application_party, application_signature, application_file, notice CASCADE')
  await at.owner.prisma.employer.deleteMany({ where: { orgnr: `16${NEW_ORGNR}` } })
})

const as = (name: JoiningName, now = new Date()) => ({ db: at.web, actor: at.people[name], now })
const ask = (name: JoiningName, reference: string, way: 'eleg' | 'paper' = 'eleg') =>
  askParties(as(name), { reference, way, language: 'sv', keeping: at.keeping })
const idToken = (name: JoiningName) => `header.${Buffer.from(NUMBERS[name]).toString('base64url')}.signature`
/** As keeper does, once it has verified the token. */
const signedBy = (name: JoiningName, tokenHash = randomBytes(32).toString('hex')) => ({
  ...{ way: 'signature' as const, key: personKey(PEPPER, NUMBERS[name]), sealed: sealIdToken(idToken(name), PEPPER) },
  ...{ tokenHash, pepper: PEPPER },
})
const asKeeper = (name: JoiningName) => ({ db: at.keeper.db, actor: at.people[name] })
async function sign(name: JoiningName, applicationId: string) {
  const { digest } = await readSignable(as(name), { applicationId, keeping: at.keeping })
  return signApplication(asKeeper(name), { applicationId, digest, ...signedBy(name) })
}
const caseOf = (error: unknown) => (error instanceof AppError ? `${error.code} ${error.detail}` : String(error))
const refusal = (work: Promise<unknown>) => work.then(() => 'done', caseOf)
const stateOf = async (id: string) => (await at.owner.prisma.application.findUniqueOrThrow({ where: { id } })).state
const mails = async () =>
  (await at.owner.pool.query('SELECT kind, recipient, params FROM notice ORDER BY kind, recipient')).rows as {
    kind: string
    recipient: string
    params: { path: string }
  }[]
const tokenOf = async (address: string) =>
  (await mails())
    .find(({ kind, recipient }) => kind === 'person-application-asked' && recipient === address)
    ?.params.path.split('/')
    .at(-1) ?? ''

const OTHERS = {
  firmateckning: {
    manner: 'two',
    signatoryMe1: ['no', 'yes'],
    signatoryName2: 'Omar Provsson',
    signatoryNumber2: NUMBERS.omar,
    signatoryRole2: 'ordförande',
    signatoryMail2: 'omar@exempel.test',
  },
  administratorer: {
    administratorMe1: 'no',
    administratorName1: 'Vera Provsson',
    administratorNumber1: NUMBERS.vera,
    administratorMail1: 'vera@exempel.test',
  },
}

/** Hanna's application, which she, Omar (joint signatory) and Vera (administrator) must sign. */
async function withOthers() {
  const started = await fillApplication(at, { as: 'hanna', steps: {} })
  const rows = { reference: started.reference, step: 'firmateckning', typed: new Map(), keeping: at.keeping }
  const { saveFields } = await import('./save-fields.ts')
  await saveFields(as('hanna'), { ...rows, rows: { count: 'signatoryCount', by: 1 } })
  for (const [step, typed] of Object.entries(OTHERS))
    await saveTyped(at, { as: 'hanna', reference: started.reference, step, typed })
  return started
}

describe('an application of one person for all parts', () => {
  test('is handed in by one signature, and takes the number', async () => {
    const { applicationId, reference } = await fillApplication(at, { as: 'hanna' })
    await ask('hanna', reference)
    const signable = await readSignable(as('hanna'), { applicationId, keeping: at.keeping })
    expect(signable.parts).toEqual(['applicant', 'signatory', 'administrator'])
    expect(signable.shown).toContain(`Kontrollsumma (SHA-256): ${signable.digest}`)
    expect(await sign('hanna', applicationId)).toEqual({ isHandedIn: true })
    const seen = await findApplication(as('hanna'), reference)
    expect(seen).toMatchObject({ state: 'submitted', orgnr: `16${NEW_ORGNR}`, mine: ['applicant', 'signatory', 'administrator'] })
    expect(seen.holdsNumberAt).not.toBeNull()
    expect(seen.signatures.map(({ asWhat }) => asWhat).sort()).toEqual(['administrator', 'applicant', 'signatory'])
    expect((await mails()).map(({ kind, recipient }) => `${kind} ${recipient}`)).toEqual([
      'person-application-submitted hanna@exempel.test',
    ])
    const tokens = [...(await readSealedTokens(as('hanna'), applicationId)).values()].map((one) => openIdToken(one, PEPPER))
    expect(tokens).toEqual([idToken('hanna'), idToken('hanna'), idToken('hanna')])
  })

  test('lacks what it lacks, and is not sent', async () => {
    const { reference } = await fillApplication(at, { as: 'hanna', basis: false })
    expect(await refusal(ask('hanna', reference))).toBe('conflict application_incomplete')
    await addBasis(as('hanna'), { reference, name: 'a.pdf', bytes: A_PDF, keeping: at.keeping })
    await at.owner.prisma.person.update({ where: { id: at.people.hanna.personId }, data: { mailVerifiedAt: null } })
    expect(await refusal(ask('hanna', reference))).toBe('conflict application_incomplete')
    await at.owner.prisma.person.update({ where: { id: at.people.hanna.personId }, data: { mailVerifiedAt: new Date() } })
    await saveTyped(at, { as: 'hanna', reference, step: 'villkor', typed: { terms: ['no'] } })
    expect(await refusal(ask('hanna', reference))).toBe('conflict application_incomplete')
    expect(await mails()).toEqual([])
  })

  test('an employer that has joined is told so, and its number is not taken', async () => {
    await at.owner.prisma.employer.create({ data: { orgnr: `16${NEW_ORGNR}`, name: 'x' } })
    const { reference } = await fillApplication(at, { as: 'hanna' })
    const { faults } = await saveTyped(at, { as: 'hanna', reference, step: 'arbetsgivaren', typed: {} })
    expect(faults).toEqual([{ step: 'arbetsgivaren', field: 'employerNumber', fault: 'joined' }])
  })
})

describe('several people', () => {
  test('each see all of it first, by a link that opens for nobody else, and sign with their own', async () => {
    const { applicationId, reference } = await withOthers()
    expect(await refusal(findApplication(as('omar'), reference))).toBe('not_found application')
    await ask('hanna', reference)
    const token = await tokenOf('omar@exempel.test')
    expect(await readLink({ db: at.web }, { token, personKey: null })).toBe('others')
    expect(await readLink({ db: at.web }, { token: 'x', personKey: null })).toBe('none')
    expect(await refusal(openLink(as('stig'), token))).toBe('not_found application')
    expect(await refusal(findApplication(as('stig'), reference))).toBe('not_found application')
    expect(await openLink(as('omar'), token)).toEqual({ reference })
    const seen = await findApplication(as('omar'), reference)
    expect(seen.mine).toEqual(['signatory'])
    expect(seen.document?.text).toContain('Vera Provsson')
    expect(await sign('hanna', applicationId)).toMatchObject({ isHandedIn: false })
    expect(await sign('omar', applicationId)).toMatchObject({ isHandedIn: false })
    expect(await sign('vera', applicationId)).toMatchObject({ isHandedIn: true })
    expect(namesItsParties(await findApplication(as('omar'), reference))).toBe(true)
    const told = (await mails()).filter(({ kind }) => kind === 'person-application-submitted')
    expect(told.map(({ recipient }) => recipient)).toEqual(['hanna@exempel.test', 'omar@exempel.test', 'vera@exempel.test'])
  })

  test('one who signs twice is told, and one who declines stops it until it is changed', async () => {
    const { applicationId, reference } = await withOthers()
    await ask('hanna', reference)
    await sign('hanna', applicationId)
    expect(await refusal(sign('hanna', applicationId))).toBe('conflict application_answered')
    await declineApplication(as('omar'), applicationId)
    expect(await refusal(sign('omar', applicationId))).toBe('conflict application_answered')
    await sign('vera', applicationId)
    expect(await stateOf(applicationId)).toBe('signing')
    expect((await mails()).filter(({ kind }) => kind === 'person-application-refused')).toHaveLength(3)
    const again = await withOthers()
    await ask('hanna', again.reference)
    for (const name of ['omar', 'vera'] as const) await declineApplication(as(name), again.applicationId)
    expect((await mails()).filter(({ kind }) => kind === 'person-application-refused')).toHaveLength(9)
    expect(await refusal(sign('stig', applicationId))).toBe('not_found application')
  })

  test('a change after a signature voids all, and all are asked anew', async () => {
    const { applicationId, reference } = await withOthers()
    await ask('hanna', reference)
    const before = await readSignable(as('omar'), { applicationId, keeping: at.keeping })
    await sign('hanna', applicationId)
    const change = { as: 'hanna', reference, step: 'arbetsgivaren', typed: { town: 'Timrå' } } as const
    expect(await refusal(saveTyped(at, change))).toBe('conflict application_state')
    await reopenApplication(as('hanna'), reference)
    await saveTyped(at, change)
    expect((await findApplication(as('hanna'), reference)).signatures.every(({ voidedAt }) => voidedAt !== null)).toBe(true)
    expect((await at.owner.prisma.application.findUniqueOrThrow({ where: { id: applicationId } })).holdsNumberAt).toBeNull()
    expect(await refusal(sign('omar', applicationId))).toBe('conflict application_state')
    await ask('hanna', reference)
    const stale = { applicationId, digest: before.digest, ...signedBy('omar') }
    expect(await refusal(signApplication(asKeeper('omar'), stale))).toBe('conflict application_changed')
    for (const name of ['omar', 'vera', 'hanna'] as const) await sign(name, applicationId)
    expect(await stateOf(applicationId)).toBe('submitted')
  })

  test('one that was returned and says the same is handed in again without new signatures; with a change it is not', async () => {
    const { applicationId, reference } = await withOthers()
    await ask('hanna', reference)
    for (const name of ['omar', 'vera', 'hanna'] as const) await sign(name, applicationId)
    const returned = () => at.owner.prisma.application.update({ where: { id: applicationId }, data: { state: 'returned' } })
    await returned()
    expect(await ask('hanna', reference)).toEqual({ isHandedIn: true })
    expect(await stateOf(applicationId)).toBe('submitted')
    await returned()
    await saveTyped(at, { as: 'hanna', reference, step: 'arbetsgivaren', typed: { town: 'Timrå' } })
    expect(await ask('hanna', reference)).toEqual({ isHandedIn: false })
    expect((await findApplication(as('omar'), reference)).parties.map(({ answer }) => answer)).toEqual([null, null, null])
  })

  test('handed in again, it holds its number, also a sole trader’s that no step wrote anew, and all are told again', async () => {
    const employer = { ...filled('hanna').arbetsgivaren, employerNumber: NUMBERS.hanna }
    const sole = await fillApplication(at, { as: 'hanna', basis: false, steps: { arbetsgivaren: employer } })
    await ask('hanna', sole.reference)
    await sign('hanna', sole.applicationId)
    const row = () => at.owner.prisma.application.findUniqueOrThrow({ where: { id: sole.applicationId } })
    const { orgnr } = await row()
    await at.owner.prisma.application.update({ where: { id: sole.applicationId }, data: { state: 'returned' } })
    await at.owner.pool.query('TRUNCATE notice CASCADE')
    await saveTyped(at, { as: 'hanna', reference: sole.reference, step: 'du', typed: { phone: '070-174 06 05' } })
    expect(await ask('hanna', sole.reference)).toEqual({ isHandedIn: true })
    expect(await row()).toMatchObject({ state: 'submitted', orgnr, holdsNumberAt: expect.any(Date) })
    await at.owner.prisma.application.update({ where: { id: sole.applicationId }, data: { state: 'returned' } })
    await ask('hanna', sole.reference)
    expect((await mails()).map(({ kind }) => kind)).toEqual(Array(2).fill('person-application-submitted'))
    // Another number is another employer: the one that was taken is free.
    await at.owner.prisma.application.update({ where: { id: sole.applicationId }, data: { state: 'returned' } })
    await saveTyped(at, {
      as: 'hanna',
      reference: sole.reference,
      step: 'arbetsgivaren',
      typed: { employerNumber: NUMBERS.omar },
    })
    expect(await row()).toMatchObject({ orgnr: null, holdsNumberAt: null })
  })

  test('who is no longer named sees nothing any more', async () => {
    const { reference } = await withOthers()
    await ask('hanna', reference)
    await findApplication(as('vera'), reference)
    await reopenApplication(as('hanna'), reference)
    await saveTyped(at, { as: 'hanna', reference, step: 'administratorer', typed: { administratorMe1: ['no', 'yes'] } })
    await ask('hanna', reference)
    expect(await refusal(findApplication(as('vera'), reference))).toBe('not_found application')
    expect(await listApplications(as('vera'))).toEqual([])
  })
})

describe('twenty at once', () => {
  const twenty = <T>(work: () => Promise<T>) => Promise.allSettled(Array.from({ length: 20 }, work))
  const done = (results: PromiseSettledResult<unknown>[]) => results.filter(({ status }) => status === 'fulfilled').length

  test('start no more drafts than a person may have', async () => {
    expect(done(await twenty(() => startApplication(as('stig'), { kind: 'join', keeping: at.keeping })))).toBe(
      LIMITS.applicationDrafts,
    )
    expect(await refusal(startApplication(as('stig'), { kind: 'join', keeping: at.keeping }))).toBe('too_many drafts')
    expect(await refusal(startApplication(as('vera'), { kind: 'join', keeping: at.keeping }))).toBe('done')
  })

  test('sign one application once', async () => {
    const { applicationId, reference } = await fillApplication(at, { as: 'hanna' })
    await ask('hanna', reference)
    expect(done(await twenty(() => sign('hanna', applicationId)))).toBe(1)
    expect(await at.owner.prisma.applicationSignature.count({ where: { applicationId } })).toBe(3)
  })

  test('an applicant who is nothing else signs once', async () => {
    const others = {
      signatoryMe1: 'no',
      signatoryName1: 'O',
      signatoryNumber1: NUMBERS.omar,
      signatoryMail1: 'omar@exempel.test',
    }
    const steps = { firmateckning: others, administratorer: OTHERS.administratorer }
    const { applicationId, reference } = await fillApplication(at, { as: 'hanna', steps })
    await ask('hanna', reference)
    expect(done(await twenty(() => sign('hanna', applicationId)))).toBe(1)
    expect(await at.owner.prisma.applicationSignature.count({ where: { applicationId } })).toBe(1)
  })

  test('all who must sign do so in the same moment: it is handed in, and all are told once', async () => {
    const { applicationId, reference } = await withOthers()
    await ask('hanna', reference)
    const names = ['hanna', 'omar', 'vera'] as const
    const results = await Promise.all(names.map((name) => sign(name, applicationId)))
    expect(results.filter(({ isHandedIn }) => isHandedIn)).toHaveLength(1)
    expect(await stateOf(applicationId)).toBe('submitted')
    expect((await mails()).filter(({ kind }) => kind === 'person-application-submitted')).toHaveLength(3)
  })

  test('take one number for one application, and never say whose it is', async () => {
    const names = Object.keys(NUMBERS) as JoiningName[]
    const made = []
    for (const name of names) {
      const started = await fillApplication(at, { as: name })
      await ask(name, started.reference)
      made.push({ name, ...started })
    }
    const results = await Promise.allSettled(made.map(({ name, applicationId }) => sign(name, applicationId)))
    expect(done(results)).toBe(1)
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [caseOf(result.reason)] : []))
    expect(new Set(refused)).toEqual(new Set(['conflict application_open']))
    expect(await at.owner.prisma.applicationSignature.count()).toBe(3)
    const winner = made[results.findIndex(({ status }) => status === 'fulfilled')]
    await withdrawApplication(as(winner?.name ?? 'hanna'), winner?.reference ?? '')
    const other = made.find((one) => one !== winner)
    expect(await sign(other?.name ?? 'hanna', other?.applicationId ?? '')).toMatchObject({ isHandedIn: true })
  })
})

describe('what is signed', () => {
  test('is signed by one token once, whichever application it is handed in for', async () => {
    const { applicationId, reference } = await withOthers()
    await ask('hanna', reference)
    const { digest } = await readSignable(as('omar'), { applicationId, keeping: at.keeping })
    const used = randomBytes(32).toString('hex')
    const signing = () => signApplication(asKeeper('omar'), { applicationId, digest, ...signedBy('omar', used) })
    const results = await Promise.allSettled([signing(), signing(), signing()])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    // All are asked anew about the very same document: it is the token that is spent.
    await reopenApplication(as('hanna'), reference)
    await ask('hanna', reference)
    expect(await refusal(signing())).toBe('conflict signing_spent')
    expect(await at.owner.prisma.applicationSignature.count({ where: { applicationId, voidedAt: null } })).toBe(0)
    expect(await sign('omar', applicationId)).toEqual({ isHandedIn: false })
  })

  test('is written by keeper for who speaks alone, and for places that bear their number', async () => {
    const { applicationId, reference } = await withOthers()
    await ask('hanna', reference)
    const { digest } = await readSignable(as('omar'), { applicationId, keeping: at.keeping })
    const others = { applicationId, digest, ...signedBy('vera') }
    await expect(signApplication(asKeeper('omar'), others)).rejects.toThrow(/another's signature/)
    await at.owner.pool.query(`UPDATE application_party SET person_id = $1 WHERE name = 'Vera Provsson'`, [
      at.people.stig.personId,
    ])
    expect(await refusal(signApplication(asKeeper('stig'), { applicationId, digest, ...signedBy('stig') }))).toBe(
      'conflict application_answered',
    )
    const forged = () =>
      at.web.prisma.$queryRaw`SELECT sign_application(${applicationId}::uuid, 'login', 'x', 'x', 'x', 'x', 'x')`
    await expect(forged()).rejects.toThrow(/permission denied/)
  })

  test('is what the row says: a document under another digest, or for another number, is not signed', async () => {
    const { applicationId, reference } = await withOthers()
    await ask('hanna', reference)
    const { digest } = await readSignable(as('vera'), { applicationId, keeping: at.keeping })
    for (const set of [
      `document = jsonb_set(document, '{content,employer,name}', '"Annat AB"')`,
      `orgnr = '165599001236'`,
      `document = jsonb_set(document, '{reference}', '"K7MQ-2XWH-9"')`,
      `kind = 'administrators'`,
    ]) {
      await at.owner.pool.query('CREATE TABLE was AS SELECT * FROM application')
      await at.owner.pool.query(`UPDATE application SET ${set}`)
      const signing = signApplication(asKeeper('vera'), { applicationId, digest, ...signedBy('vera') })
      expect(await refusal(signing), set).toBe('conflict application_changed')
      const back = 'kind = was.kind, orgnr = was.orgnr, document = was.document'
      await at.owner.pool.query(`UPDATE application a SET ${back} FROM was WHERE was.id = a.id; DROP TABLE was`)
    }
    expect(await sign('vera', applicationId)).toEqual({ isHandedIn: false })
  })

  test('holds for that alone: after a return a taken web hands in nothing else under the same signatures', async () => {
    const { applicationId, reference } = await withOthers()
    await ask('hanna', reference)
    for (const name of ['omar', 'vera', 'hanna'] as const) await sign(name, applicationId)
    await at.owner.prisma.application.update({ where: { id: applicationId }, data: { state: 'returned' } })
    const undo = new Error('undone')
    const handsIn = async (sql: string) => {
      let isHandedIn: unknown
      await forPerson({ db: at.web, actor: at.people.hanna }, async (tx) => {
        await tx.$executeRawUnsafe(`UPDATE application SET state = 'signing'`)
        await tx.$executeRawUnsafe(sql)
        const [row] = await tx.$queryRaw<{ became: boolean }[]>`SELECT hand_in_again(${applicationId}::uuid) AS became`
        isHandedIn = row?.became
        throw undo
      }).catch((error: unknown) => {
        if (error !== undo) isHandedIn = String(error)
      })
      return isHandedIn
    }
    const party = `(SELECT id FROM application_party WHERE part = 'administrator')`
    const others: [string, unknown][] = [
      [`UPDATE application SET document = jsonb_set(document, '{content,employer,name}', '"Annat AB"')`, false],
      [`UPDATE application SET document = jsonb_set(document, '{content,replaces}', 'true')`, false],
      [`UPDATE application SET orgnr = '165599001236'`, false],
      [`UPDATE application_party SET address = 'tjuv@exempel.test' WHERE part = 'administrator'`, false],
      [`UPDATE application_party SET name = 'Tjuv Provsson' WHERE part = 'signatory'`, false],
      [`DELETE FROM application_party WHERE id = ${party}`, false],
      [
        `INSERT INTO application_party (application_id, part, name, person_masked, address) SELECT id, 'administrator', 'x', 'x', 'x@y.test' FROM application`,
        false,
      ],
      [`DELETE FROM application_file`, false],
      [`UPDATE application SET state = 'submitted'`, expect.stringContaining('does not go from signing to submitted')],
      ['SELECT', true],
    ]
    for (const [sql, becomes] of others) expect(await handsIn(sql), sql).toEqual(becomes)
  })

  test('a no stays until all are asked anew, and nobody says yes but by signing', async () => {
    const { applicationId, reference } = await withOthers()
    await ask('hanna', reference)
    await declineApplication(as('omar'), applicationId)
    const answer = (name: JoiningName, word: string | null) =>
      forPerson({ db: at.web, actor: at.people[name] }, (tx) =>
        tx.applicationParty.updateMany({
          where: { name: 'Omar Provsson' },
          data: { answer: word, answeredAt: word && new Date() },
        }),
      )
    for (const name of ['hanna', 'omar'] as const)
      for (const word of ['signed', null]) await expect(answer(name, word), `${name} ${word}`).rejects.toThrow(/another's answer/)
    await reopenApplication(as('hanna'), reference)
    await ask('hanna', reference)
    expect(await sign('omar', applicationId)).toEqual({ isHandedIn: false })
    await expect(answer('hanna', 'declined')).rejects.toThrow(/another's answer/)
  })

  test('no process changes what was signed, or makes it count again', async () => {
    const { applicationId, reference } = await withOthers()
    await ask('hanna', reference)
    await sign('hanna', applicationId)
    await reopenApplication(as('hanna'), reference)
    const role = await at.owner.pool.connect()
    try {
      for (const set of ['voided_at = NULL', `id_token = 'x'`, `way = 'login'`, 'application_id = gen_random_uuid()']) {
        await role.query('BEGIN; GRANT SELECT, UPDATE ON application_signature TO kvittens_keeper')
        await role.query('CREATE POLICY planted ON application_signature TO kvittens_keeper USING (true)')
        await role.query('SET LOCAL SESSION AUTHORIZATION kvittens_keeper')
        await expect(role.query(`UPDATE application_signature SET ${set}`), set).rejects.toThrow(/stays what it is/)
        await role.query('ROLLBACK')
      }
    } finally {
      role.release()
    }
  })
})

describe('who has no part in it', () => {
  test('finds and changes nothing, as if there were nothing', async () => {
    const { applicationId, reference } = await fillApplication(at, { as: 'hanna' })
    await ask('hanna', reference)
    expect(await listApplications(as('stig'))).toEqual([])
    for (const work of [
      () => findApplication(as('stig'), reference),
      () => readSignable(as('stig'), { applicationId, keeping: at.keeping }),
      () => declineApplication(as('stig'), applicationId),
      () => withdrawApplication(as('stig'), reference),
      () => reopenApplication(as('stig'), reference),
      () => ask('stig', reference),
      () => saveTyped(at, { as: 'stig', reference, step: 'du', typed: { phone: '1' } }),
      () => addBasis(as('stig'), { reference, name: 'a.pdf', bytes: A_PDF, keeping: at.keeping }),
      () => findApplication(as('stig'), 'K7MQ-2XWH-9'),
      () => readSignable(as('stig'), { applicationId: randomUUID(), keeping: at.keeping }),
    ])
      expect(await refusal(work())).toBe('not_found application')
    expect(await stateOf(applicationId)).toBe('signing')
  })

  test('row security shows a stranger no row of any of its tables, and an operator only what has been handed in', async () => {
    const { applicationId, reference } = await fillApplication(at, { as: 'hanna' })
    const visible = async (who: JoiningName | undefined) => {
      const client = await at.web.pool.connect()
      await client.query('BEGIN')
      if (who) await client.query('SELECT speak_for($1, NULL)', [at.people[who].credential])
      const counts = []
      for (const table of ['application', 'application_party', 'application_signature', 'application_file'])
        counts.push(Number((await client.query(`SELECT count(*) FROM ${table}`)).rows[0].count))
      await client.query('ROLLBACK')
      client.release()
      return counts
    }
    await at.owner.prisma.person.update({ where: { id: at.people.stig.personId }, data: { operator: true } })
    await ask('hanna', reference)
    expect(await visible('stig')).toEqual([0, 0, 0, 0])
    expect(await visible(undefined)).toEqual([0, 0, 0, 0])
    await sign('hanna', applicationId)
    expect(await visible('stig')).toEqual([1, 2, 3, 1])
    expect(await visible('vera')).toEqual([0, 0, 0, 0])
    await at.owner.prisma.person.update({ where: { id: at.people.stig.personId }, data: { operator: false } })
  })

  test('what it says is its applicant’s alone to write, and nobody’s once it has been handed in', async () => {
    const { applicationId, reference } = await withOthers()
    await ask('hanna', reference)
    const before = await readSignable(as('omar'), { applicationId, keeping: at.keeping })
    const write = (name: JoiningName, data: object) =>
      forPerson({ db: at.web, actor: at.people[name] }, (tx) => tx.application.updateMany({ where: { reference }, data }))
    const words = [{ fields: {} }, { orgnr: null }, { document: { x: 1 } }, { digest: 'f'.repeat(64) }, { version: 99 }]
    for (const data of [...words, { state: 'withdrawn' }, { state: 'draft' }])
      await expect(write('omar', data), JSON.stringify(data)).rejects.toThrow(/may not write/)
    for (const name of ['omar', 'vera', 'hanna'] as const) await sign(name, applicationId)
    for (const data of words) await expect(write('hanna', data), JSON.stringify(data)).rejects.toThrow(/may not write/)
    expect((await findApplication(as('hanna'), reference)).digest).toBe(before.digest)
  })

  test('no state that an operator decides can be written by web', async () => {
    const { reference } = await fillApplication(at, { as: 'hanna' })
    const write = (state: string) =>
      forPerson({ db: at.web, actor: at.people.hanna }, (tx) =>
        tx.application.updateMany({ where: { reference }, data: { state } }),
      )
    for (const state of ['approved', 'declined', 'submitted', 'reviewing', 'returned', 'lapsed'])
      await expect(write(state)).rejects.toThrow()
  })
})

describe('what nobody goes on with', () => {
  const days = (count: number) => new Date(Date.now() + count * DAY_MS)
  const lapse = (now: Date) => lapseApplications({ db: at.relay, now })
  const kinds = async () => (await mails()).map(({ kind, recipient }) => `${kind.slice(19)} ${recipient.split('@')[0]}`)

  test('is reminded of and lapses', async () => {
    const { applicationId, reference } = await withOthers()
    await ask('hanna', reference)
    await sign('omar', applicationId)
    const draft = await startApplication(as('stig'), { kind: 'join', keeping: at.keeping })
    await at.owner.pool.query('TRUNCATE notice CASCADE')
    expect(await lapse(days(6))).toBe(0)
    expect(await kinds()).toEqual([])
    for (const day of [7.1, 7.2, 25.1]) expect(await lapse(days(day))).toBe(0)
    expect(await kinds()).toEqual(['reminder hanna', 'reminder hanna', 'reminder vera', 'reminder vera'])
    expect(await lapse(days(LIMITS.unsignedDays + 0.1))).toBe(1)
    expect(await stateOf(applicationId)).toBe('lapsed')
    expect((await kinds()).filter((kind) => kind.startsWith('lapsed'))).toEqual(['lapsed hanna', 'lapsed omar', 'lapsed vera'])
    expect(await stateOf(draft.applicationId)).toBe('draft')
    expect(await lapse(days(LIMITS.draftDays + 0.1))).toBe(1)
    expect(await stateOf(draft.applicationId)).toBe('lapsed')
  })
})

test('no personnummer stands in the clear in any row, mail or link, and what is sealed goes when it is over', async () => {
  const { applicationId, reference } = await withOthers()
  await ask('hanna', reference)
  for (const name of ['omar', 'vera', 'hanna'] as const) await sign(name, applicationId)
  const dump = async () => {
    const rows = []
    for (const table of ['application', 'application_party', 'application_signature', 'notice', 'audit', 'person'])
      rows.push(JSON.stringify((await at.owner.pool.query(`SELECT * FROM ${table}`)).rows))
    return rows.join('\n')
  }
  const said = await dump()
  for (const number of Object.values(NUMBERS)) {
    for (const text of [
      number,
      number.slice(2),
      `${number.slice(0, 8)}-${number.slice(8)}`,
      `${number.slice(2, 8)}-${number.slice(8)}`,
    ])
      expect(said).not.toContain(text)
    expect(said).not.toContain(Buffer.from(number).toString('base64url'))
  }
  expect(said).toContain('sealed')
  await withdrawApplication(as('hanna'), reference)
  expect(await dump()).not.toContain('"sealed"')
})
