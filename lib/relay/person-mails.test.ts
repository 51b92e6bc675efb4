// Mails to persons through a real mail server: what they hold, and what is known of an address that refuses them.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { PEPPER } from '#e2e/fixtures/accounts.ts'
import { logInForCookie } from '#e2e/fixtures/log-in.ts'
import { readMail } from '#e2e/fixtures/mails.ts'
import { type SubmissionsFixture, submissionsFixture } from '#e2e/fixtures/submissions.ts'
import { type Mailbox, startMailbox } from '#e2e/rehearsal/mail/mailbox.ts'
import { actorOf, type PersonActor } from '#lib/access/actor.ts'
import { askMailCode, confirmMailCode, readOwnMail } from '#lib/access/verify-mail.ts'
import { type Db, forEmployer, forPerson, openDb } from '#lib/db.ts'
import { openLog } from '#lib/log.ts'
import { openMailer } from '#lib/mail.ts'
import { refusedInvitations, refusedParties } from '#lib/notices/refused-mails.ts'
import { tellPerson } from '#lib/notices/tell-person.ts'
import { notifyDue } from './notify.ts'

const PORTAL = 'https://kvittens.example.se'
let at: SubmissionsFixture
let relayDb: Db
let dir: string
let box: Mailbox
let anna: PersonActor
beforeAll(async () => {
  at = await submissionsFixture()
  relayDb = openDb(at.database.as('relay'), { max: 2 })
  dir = mkdtempSync(join(tmpdir(), 'kvittens-person-mail-'))
  box = await startMailbox({ dir })
})
afterAll(async () => {
  await box.stop()
  rmSync(dir, { recursive: true, force: true })
  await relayDb.close()
  await at.drop()
})
beforeEach(async () => {
  box.behave('take')
  anna = await newPerson()
})

async function newPerson(): Promise<PersonActor> {
  const data = { name: 'Anna Ek', personKey: randomBytes(32).toString('hex'), personMasked: '19121212-****' }
  const { id: personId } = await at.owner.prisma.person.create({ data })
  const { sessionId, cookie: credential } = await logInForCookie({ db: at.owner, now: new Date() }, { personId, portal: PORTAL })
  return actorOf({ personId, sessionId, credential })
}

const context = (actor = anna) => ({ db: at.web, actor, now: new Date() })
const byKeeper = () => ({ ...context(), db: at.keeperDb })
const newAddress = () => `${randomBytes(6).toString('hex')}@exempel.test`
const ask = (address: string) => askMailCode(byKeeper(), { address, language: 'en', path: '/konto', pepper: PEPPER })
const log = openLog({ process: 'relay', instance: 'test', level: 'silent' })
async function post(): Promise<void> {
  const mail = { mailer: openMailer({ url: box.url, from: 'kvittens@example.se' }), publicUrl: PORTAL }
  await notifyDue({ db: relayDb, log, mail })
}
const lastMail = () => readMail(box.mails().at(-1) ?? '')
const tell = (address: string) =>
  at.keeperDb.prisma.$transaction((tx) =>
    tellPerson(tx, {
      ...{ kind: 'mail-changed', about: randomBytes(6).toString('hex'), address, language: 'sv', params: { path: '/konto' } },
      ...{ dueAt: new Date(Date.now() - 1000), voidAt: new Date(Date.now() + 60_000) },
    }),
  )

test('the code comes by mail, in the language of the page, and opens the address; nothing of it stays in the row', async () => {
  const address = newAddress()
  await ask(address)
  await post()
  expect(lastMail()).toMatchObject({ to: address, subject: expect.stringMatching(/^Your code: \d{6}$/) })
  expect(lastMail().text).toContain(`${PORTAL}/konto`)
  const code = /\d{6}/.exec(lastMail().subject)?.[0] ?? ''
  const { params } = await at.owner.prisma.notice.findFirstOrThrow({ where: { recipient: address } })
  expect(JSON.stringify(params)).not.toContain(code)
  await confirmMailCode(byKeeper(), { code, language: 'en', pepper: PEPPER })
  expect(await readOwnMail(context())).toMatchObject({ address, refusedAt: null })
})

test('an address that is refused is marked for its person until a mail gets through', async () => {
  const [address, mistyped] = [newAddress(), newAddress()]
  await at.owner.prisma.person.update({ where: { id: anna.personId }, data: { mail: address, mailVerifiedAt: new Date() } })
  const bo = await newPerson()
  await at.owner.prisma.person.update({ where: { id: bo.personId }, data: { mail: newAddress(), mailVerifiedAt: new Date() } })
  await tell(address)
  await ask(mistyped)
  box.behave('refuse')
  await post()
  expect(await readOwnMail(context())).toMatchObject({
    refusedAt: expect.any(Date),
    pending: { address: mistyped, refused: true },
  })
  expect(await readOwnMail(context(bo))).toMatchObject({ refusedAt: null })
  // A mail that is refused for what it is says nothing of the address.
  box.behave('refuse-mail')
  await tell(address)
  await post()
  expect(await readOwnMail(context())).toMatchObject({ refusedAt: expect.any(Date) })
  box.behave('take')
  await tell(address)
  await post()
  expect(await readOwnMail(context())).toMatchObject({ refusedAt: null })
  box.behave('refuse-mail')
  await tell(address)
  await post()
  expect(await readOwnMail(context())).toMatchObject({ refusedAt: null })
})

test('who named the address in an application or an invitation sees that the mail did not arrive, and nobody else', async () => {
  const [bad, good] = [newAddress(), newAddress()]
  const { prisma } = at.owner
  const [{ employerId }, other] = [at.first, await newPerson()]
  const application = await prisma.application.create({ data: { applicantId: anna.personId, reference: bad.slice(0, 12) } })
  const invited = { name: 'x', role: 'reader', expiresAt: new Date(Date.now() + 60_000) }
  const parts: string[] = []
  const invitations: string[] = []
  for (const address of [bad, good]) {
    const named = { name: 'x', personMasked: 'x', address, personKey: randomBytes(32).toString('hex') }
    const party = await prisma.applicationParty.create({ data: { applicationId: application.id, part: 'signatory', ...named } })
    const tokenHash = randomBytes(32).toString('hex')
    const invitation = await prisma.invitation.create({ data: { employerId, tokenHash, address, ...invited } })
    parts.push(party.id)
    invitations.push(invitation.id)
  }
  await tell(good)
  await post()
  await tell(bad)
  box.behave('refuse')
  await post()
  const partsSeenBy = (actor: PersonActor) => forPerson({ db: at.web, actor }, (tx) => refusedParties(tx, application.id))
  expect([...(await partsSeenBy(anna))]).toEqual([parts[0]])
  expect([...(await partsSeenBy(other))]).toEqual([])
  const seenFor = (speaksFor: string) =>
    forEmployer({ db: at.web, actor: at.ombud.actor }, speaksFor, (tx) => refusedInvitations(tx, employerId))
  expect([...(await seenFor(employerId))]).toEqual([invitations[0]])
  expect([...(await seenFor(at.second.employerId))]).toEqual([])
  await expect(at.web.pool.query('SELECT is_refused_address($1)', [bad])).rejects.toThrow(/permission denied/)
})
