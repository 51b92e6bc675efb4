import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { PEPPER } from '#e2e/fixtures/accounts.ts'
import { type KeeperFixture, keeperFixture } from '#e2e/fixtures/keeper.ts'
import { type ActingPerson, type SubmissionsFixture, submissionsFixture } from '#e2e/fixtures/submissions.ts'
import { addLogin } from '#e2e/fixtures/test-login.ts'
import { employersOf } from '#lib/access/employers-of.ts'
import { personKey } from '#lib/access/person.ts'
import { DAY_MS, stockholmDay } from '#lib/calendar.ts'
import { sqlForEmployer } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { LIMITS } from '#lib/limits.ts'
import { acceptInvitation, findInvitation } from './accept-invitation.ts'
import { changeMember, removeMember } from './change-member.ts'
import { endInvitation, invitePerson, resendInvitation } from './invite-person.ts'
import { findMember, listInvitations, listMembers } from './list-members.ts'
import { latestEnd } from './member-terms.ts'
import { renameEmployer } from './rename-employer.ts'

const NUMBER = '197703102397'
let at: SubmissionsFixture
let keeper: KeeperFixture
let first: string
let anna: ActingPerson
beforeAll(async () => {
  at = await submissionsFixture()
  keeper = await keeperFixture(at.database)
  first = at.first.employerId
  anna = at.first.anna
})
beforeEach(async () => {
  const { prisma } = at.owner
  await prisma.notice.deleteMany()
  await prisma.invitation.deleteMany()
  await prisma.member.deleteMany({ where: { employerId: first, personId: { notIn: [anna.personId, at.ombud.personId] } } })
  await prisma.member.updateMany({ where: { employerId: first }, data: { role: 'handler', removedAt: null, validUntil: null } })
  await setRole(anna, 'administrator')
})
afterAll(async () => {
  await keeper.drop()
  await at.drop()
})

const as = ({ actor }: ActingPerson) => ({ db: at.web, actor, now: new Date() })
const setRole = ({ personId }: ActingPerson, role: string) =>
  at.owner.prisma.member.updateMany({ where: { employerId: first, personId }, data: { role } })
const day = (days: number) => new Date((stockholmDay(new Date()) + days) * DAY_MS)
const refused = (code: string, detail?: string) => ({ code, detail })

/** Somebody logged in who is no member of anything. */
async function newcomer(number = `${randomBytes(6).readUIntBE(0, 6)}`, way = 'eleg'): Promise<ActingPerson> {
  const person = await at.owner.prisma.person.create({
    data: { name: 'Nya Namnet', personKey: personKey(PEPPER, number), personMasked: '19770310-****' },
  })
  return { personId: person.id, actor: await addLogin(at.owner, person.id, { way }) }
}

const WORDS = {
  name: 'Nya Namnet',
  address: 'ny@exempel.se',
  role: 'handler',
  validUntil: null,
  personnummer: '',
}
type Words = Partial<Omit<typeof WORDS, 'validUntil'>> & { validUntil?: Date | null }
const invite = (words: Words = {}, by = anna) =>
  invitePerson(as(by), { ...WORDS, employerId: first, keeping: keeper.keeping, ...words })

/** The token in the link of the latest mail. */
async function tokenOf(address = WORDS.address): Promise<string> {
  const mail = await at.owner.prisma.notice.findFirstOrThrow({
    where: { kind: 'person-invited', recipient: address },
    orderBy: { createdAt: 'desc' },
  })
  return /^\/inbjudan\/([\w-]{43})$/.exec((mail.params as { path: string }).path)?.[1] ?? ''
}

const links = (action: string, chain = first) => at.owner.prisma.audit.findMany({ where: { chain, action } })
const roleOf = async ({ personId }: ActingPerson) =>
  (await findMember({ db: at.web, actor: at.ombud.actor }, { employerId: first, personId }))?.role ?? null

describe('an invitation', () => {
  test('makes a member of who accepts it, once, with the role and the end date it says', async () => {
    const validUntil = day(30)
    const { invitationId } = await invite({ role: 'ombud', validUntil })
    const [token, ny] = [await tokenOf(), await newcomer()]
    expect(await findInvitation({ db: at.web }, { token, viewer: null })).toMatchObject({
      ...{ id: invitationId, employer: 'Exempelbolaget AB', role: 'ombud', validUntil, state: 'open', theirs: true },
    })
    expect(await acceptInvitation(as(ny), token)).toEqual({ employerId: first })
    expect(await employersOf({ db: at.owner }, ny.personId)).toMatchObject([{ employerId: first, role: 'ombud', validUntil }])
    expect(await acceptInvitation(as(ny), token)).toEqual({ employerId: first })
    await expect(acceptInvitation(as(await newcomer()), token)).rejects.toMatchObject(refused('conflict', 'invitation_used'))
    expect(await listInvitations({ db: at.web, actor: at.ombud.actor }, first)).toEqual([])
    const accepted = (await links('invitation.accepted')).filter(({ object }) => object === invitationId)
    expect(accepted).toMatchObject([{ actor: `person:${ny.personId}`, detail: { role: 'ombud', person: ny.personId } }])
    const sent = (await links('invitation.sent')).filter(({ object }) => object === invitationId)
    expect(JSON.stringify([...sent, ...accepted].map(({ detail }) => detail))).not.toMatch(/exempel\.se|Nya/)
  })

  test('of twenty who accept at once one becomes a member', async () => {
    await invite()
    const token = await tokenOf()
    const many = await Promise.all(Array.from({ length: 20 }, () => newcomer()))
    const tries = await Promise.allSettled(many.map((each) => acceptInvitation(as(each), token)))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const one of tries)
      if (one.status === 'rejected') expect(one.reason).toMatchObject(refused('conflict', 'invitation_used'))
    expect(await listMembers({ db: at.web, actor: at.ombud.actor }, first)).toHaveLength(3)
  })

  test('bound to a person is nobody else’s', async () => {
    await invite({ personnummer: '770310-2397' })
    const [token, other, theirs] = [await tokenOf(), await newcomer(), await newcomer(NUMBER)]
    await expect(acceptInvitation(as(other), token)).rejects.toMatchObject(refused('conflict', 'invitation_other'))
    const look = (viewer: string | null) => findInvitation({ db: at.web }, { token, viewer })
    expect([(await look(null))?.theirs, (await look(personKey(PEPPER, NUMBER)))?.theirs]).toEqual([false, true])
    await acceptInvitation(as(theirs), token)
    expect(await roleOf(theirs)).toBe('handler')
    const rows = JSON.stringify(await at.owner.prisma.invitation.findMany())
    expect(rows).not.toContain(NUMBER)
    expect(rows).not.toContain(token)
    await expect(invite({ personnummer: NUMBER, address: 'b@exempel.se' })).rejects.toMatchObject(
      refused('conflict', 'member_already'),
    )
  })

  test('late, taken back, sent again, by a password, or of no link, it makes nobody a member', async () => {
    const { invitationId } = await invite()
    const [old, ny] = [await tokenOf(), await newcomer()]
    await resendInvitation(as(anna), { employerId: first, invitationId })
    const token = await tokenOf()
    await expect(acceptInvitation(as(ny), old)).rejects.toMatchObject(refused('conflict', 'invitation_gone'))
    await expect(acceptInvitation(as(await newcomer(undefined, 'password')), token)).rejects.toMatchObject(
      refused('conflict', 'invitation_eleg'),
    )
    await at.owner.prisma.invitation.updateMany({ data: { expiresAt: new Date(Date.now() - 1) } })
    await expect(acceptInvitation(as(ny), token)).rejects.toMatchObject(refused('conflict', 'invitation_late'))
    await resendInvitation(as(anna), { employerId: first, invitationId })
    await endInvitation(as(anna), { employerId: first, invitationId })
    await expect(acceptInvitation(as(ny), await tokenOf())).rejects.toMatchObject(refused('conflict', 'invitation_ended'))
    await expect(resendInvitation(as(anna), { employerId: first, invitationId })).rejects.toMatchObject(
      refused('not_found', 'invitation'),
    )
    await expect(acceptInvitation(as(ny), 'x'.repeat(43))).rejects.toMatchObject(refused('conflict', 'invitation_gone'))
    await at.owner.prisma.loginSession.deleteMany({ where: { personId: ny.personId } })
    await invite({ address: 'c@exempel.se' })
    await expect(acceptInvitation(as(ny), await tokenOf('c@exempel.se'))).rejects.toMatchObject(refused('not_signed_in'))
    expect(await roleOf(ny)).toBeNull()
  })

  test.each<[Words, string, string?]>([
    [{ name: ' ' }, 'person_name'],
    [{ name: 'x'.repeat(LIMITS.nameCharacters + 1) }, 'person_name'],
    [{ name: 'a\u202eb' }, 'person_name'],
    [{ address: 'ny@' }, 'address'],
    [{ address: 'ny@exempel.se\r\nBcc: x@y.se' }, 'address'],
    [{ role: 'owner' }, 'role'],
    [{ role: 'ombud' }, 'end_missing'],
    [{ role: 'ombud', validUntil: new Date('2001-01-01') }, 'end_date'],
    [{ role: 'reader', validUntil: new Date(latestEnd(new Date()).getTime() + DAY_MS) }, 'end_date'],
    [{ personnummer: '770310-2398' }, 'invited_number'],
  ])('%o is refused: %s', async (words, detail) => {
    await expect(invite(words)).rejects.toMatchObject(refused('invalid', detail))
    expect(await at.owner.prisma.invitation.count()).toBe(0)
  })

  test('an address is invited once at a time, of twenty at once; in a day there are as many as the limit says', async () => {
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => invite()))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const one of tries)
      if (one.status === 'rejected') expect(one.reason).toMatchObject(refused('conflict', 'invited_already'))
    const { id: _, ...row } = await at.owner.prisma.invitation.findFirstOrThrow()
    await at.owner.prisma.invitation.createMany({
      data: Array.from({ length: LIMITS.invitationsADay - 1 }, (_, n) => ({
        ...row,
        ...{ tokenHash: String(n), address: `${n}@exempel.se`, endedAt: new Date() },
      })),
    })
    await expect(invite({ address: 'en.till@exempel.se' })).rejects.toMatchObject(refused('too_many', 'invitations'))
  })

  test('the link in its mail is forgotten when the mail has gone', async () => {
    await invite()
    await at.relay.prisma.$executeRaw`UPDATE notice SET sent_at = now(), next_attempt_at = NULL WHERE kind = 'person-invited'`
    expect(await at.owner.prisma.notice.findFirstOrThrow()).toMatchObject({ params: { days: LIMITS.invitationDays } })
    expect(JSON.stringify(await at.owner.prisma.notice.findMany())).not.toContain('/inbjudan/')
  })
})

describe('who may change people', () => {
  const removing = (by: ActingPerson) => removeMember(as(by), { employerId: first, personId: at.ombud.personId })
  const changing = (by: ActingPerson) =>
    changeMember(as(by), { employerId: first, personId: by.personId, role: 'administrator', validUntil: null })
  const ACTS: [string, (by: ActingPerson) => Promise<unknown>][] = [
    ['invite', (by) => invite({ address: 'd@exempel.se' }, by)],
    ['remove', removing],
    ['raise oneself', changing],
    ['rename', (by) => renameEmployer(as(by), { employerId: first, name: 'Kapat AB' })],
  ]

  test.each(ACTS)('a handler, a reader and another company’s administrator may not %s', async (_, act) => {
    await at.owner.prisma.member.updateMany({ where: { personId: at.second.bo.personId }, data: { role: 'administrator' } })
    for (const role of ['handler', 'ombud', 'reader']) {
      await setRole(at.ombud, role)
      await expect(act(at.ombud)).rejects.toMatchObject(refused('not_allowed', 'administrator'))
    }
    await expect(act(at.second.bo)).rejects.toMatchObject(refused('not_found', 'employer'))
    expect(await at.owner.prisma.invitation.count()).toBe(0)
    expect(await roleOf(at.ombud)).toBe('reader')
  })

  test.each(ACTS)('nor with an old login: %s', async (_, act) => {
    const where = { personId: anna.personId }
    const { provedAt } = await at.owner.prisma.loginSession.findFirstOrThrow({ where })
    await at.owner.prisma.loginSession.updateMany({ where, data: { provedAt: new Date(Date.now() - DAY_MS) } })
    try {
      await expect(act(anna)).rejects.toMatchObject(refused('not_allowed', 'fresh_login'))
    } finally {
      await at.owner.prisma.loginSession.updateMany({ where, data: { provedAt } })
    }
  })

  test('the database asks by itself: neither table is web’s to write, and each function wants an administrator’s login', async () => {
    const { pool } = at.web
    const { actor } = at.ombud
    await setRole(at.ombud, 'handler')
    const asOmbud = (sql: string) =>
      sqlForEmployer({ db: at.web, actor }, first, (client) => client.query(sql, [actor.sessionId, first]))
    const id = `'${anna.personId}'::uuid`
    for (const [sql, became] of [
      [`SELECT change_member($1, $2, ${id}, 'reader', NULL) AS became`, 'administrator'],
      [`SELECT remove_member($1, $2, ${id}) AS became`, 'administrator'],
      [`SELECT end_invitation($1, $2, ${id}) AS became`, 'administrator'],
      [`SELECT rename_employer($1, $2, 'x') AS became`, 'administrator'],
      [`SELECT became FROM renew_invitation($1, $2, ${id}, 'x', now())`, 'administrator'],
      [`SELECT invite_member($1, $2, ${id}, 'x', 'x', 'x', 'reader', NULL, NULL, NULL, now(), 9) AS became`, 'administrator'],
    ])
      expect((await asOmbud(sql ?? '')).rows, sql).toEqual([{ became }])
    for (const sql of [
      `INSERT INTO invitation (employer_id, token_hash, name, address, role, expires_at) VALUES ('${first}', 'x', 'x', 'x', 'reader', now())`,
      `UPDATE invitation SET ended_at = now()`,
      `UPDATE member SET role = 'administrator'`,
      `UPDATE member SET removed_at = NULL`,
      `INSERT INTO member (id, employer_id, person_id, role) VALUES (gen_random_uuid(), '${first}', ${id}, 'reader')`,
      `UPDATE employer SET name = 'x'`,
      `SELECT lock_people('${first}')`,
    ])
      await expect(pool.query(sql), sql).rejects.toThrow('permission denied')
  })
})

describe('a member', () => {
  const change = (role: string, validUntil: Date | null = null, personId = at.ombud.personId) =>
    changeMember(as(anna), { employerId: first, personId, role, validUntil })

  test('gets another role and end date from now on, and is told', async () => {
    const { personId } = at.ombud
    await at.owner.prisma.person.update({ where: { id: personId }, data: { mail: 'olle@exempel.se', language: 'en' } })
    await change('ombud', day(10))
    expect(await findMember({ db: at.web, actor: at.ombud.actor }, { employerId: first, personId })).toMatchObject({
      role: 'ombud',
      validUntil: day(10),
    })
    await change('ombud', day(10))
    await change('reader')
    const mails = await at.owner.prisma.notice.findMany({ where: { recipient: 'olle@exempel.se' } })
    expect(mails.map(({ kind }) => kind)).toEqual(['person-role-changed', 'person-role-changed'])
    expect(JSON.stringify(mails)).not.toMatch(/Olle|Exempelbolaget/)
    expect((await links('member.changed')).slice(-2)).toMatchObject([
      { object: personId, detail: { from: 'handler', to: 'ombud', until: day(10).toISOString().slice(0, 10) } },
      { object: personId, detail: { from: 'ombud', to: 'reader', until: null } },
    ])
  })

  test('becomes an administrator by accepting, not by being made one', async () => {
    await expect(change('administrator')).rejects.toMatchObject(refused('conflict', 'administrator_accepts'))
    expect(await roleOf(at.ombud)).toBe('handler')
    await invite({ role: 'administrator', address: 'olle@exempel.se' })
    await acceptInvitation(as(at.ombud), await tokenOf('olle@exempel.se'))
    expect(await roleOf(at.ombud)).toBe('administrator')
    await change('reader', null, anna.personId)
    expect(await roleOf(anna)).toBe('reader')
  })

  test('an administrator does not become less by an invitation', async () => {
    await invite({ role: 'reader', address: 'anna@exempel.se' })
    await expect(acceptInvitation(as(anna), await tokenOf('anna@exempel.se'))).rejects.toMatchObject(
      refused('conflict', 'administrator_already'),
    )
    expect(await roleOf(anna)).toBe('administrator')
  })

  test('who is removed may do nothing more, and may be invited anew', async () => {
    const ny = await newcomer()
    await invite()
    await acceptInvitation(as(ny), await tokenOf())
    await removeMember(as(anna), { employerId: first, personId: ny.personId })
    expect(await employersOf({ db: at.owner }, ny.personId)).toEqual([])
    const row = await at.owner.prisma.member.findFirstOrThrow({ where: { personId: ny.personId } })
    expect(row).toMatchObject({ removedBy: `person:${anna.personId}`, removedWhy: 'removed', removedAt: expect.any(Date) })
    await expect(removeMember(as(anna), { employerId: first, personId: ny.personId })).rejects.toMatchObject(
      refused('not_found', 'member'),
    )
    const kinds = (await at.owner.prisma.notice.findMany({ where: { recipient: WORDS.address } })).map(({ kind }) => kind)
    expect(kinds).toEqual(['person-invited', 'person-access-ended'])
    await invite({ role: 'reader' })
    await acceptInvitation(as(ny), await tokenOf())
    expect(await roleOf(ny)).toBe('reader')
    expect((await links('member.removed')).at(-1)).toMatchObject({ object: ny.personId, actor: `person:${anna.personId}` })
  })

  test.each<[string, (who: ActingPerson) => Promise<unknown>, number]>([
    ['is removed', ({ personId }) => removeMember(as(anna), { employerId: first, personId }), 2],
    [
      'becomes less',
      ({ personId }) => changeMember(as(anna), { employerId: first, personId, role: 'reader', validUntil: null }),
      1,
    ],
    [
      'lapses',
      (who) => at.owner.prisma.member.updateMany({ where: { personId: who.personId }, data: { removedAt: new Date() } }),
      2,
    ],
  ])(
    'an administrator who %s leaves no way back: what they sent, and what was sent to them, is taken back',
    async (_, end, ended) => {
      const number = randomBytes(8).toString('hex')
      const ny = await newcomer(number)
      await invite({ role: 'administrator' })
      await acceptInvitation(as(ny), await tokenOf())
      await invite({ address: 'privat@exempel.se' }, ny)
      await invite({ address: 'till@exempel.se' })
      await at.owner.prisma.invitation.updateMany({
        where: { address: 'till@exempel.se' },
        data: { personKey: personKey(PEPPER, number) },
      })
      await invite({ address: 'annan@exempel.se' })
      const token = await tokenOf('privat@exempel.se')
      await end(ny)
      await expect(acceptInvitation(as(await newcomer()), token)).rejects.toMatchObject(refused('conflict', 'invitation_ended'))
      const gone = await at.owner.prisma.invitation.findMany({ where: { employerId: first, endedAt: { not: null } } })
      expect(gone).toHaveLength(ended)
      const told = (await links('invitation.taken-back')).map(({ object }) => object)
      expect(told.slice(-ended).sort()).toEqual(gone.map(({ id }) => id).sort())
    },
  )

  test('another company’s is not found, and its people are not seen', async () => {
    const { bo, employerId: second } = at.second
    const of = { employerId: first, personId: bo.personId }
    await expect(removeMember(as(anna), of)).rejects.toMatchObject(refused('not_found', 'member'))
    await expect(changeMember(as(anna), { ...of, role: 'reader', validUntil: null })).rejects.toMatchObject(
      refused('not_found', 'member'),
    )
    const { invitationId } = await invite()
    await at.owner.prisma.member.updateMany({ where: { personId: bo.personId }, data: { role: 'administrator' } })
    for (const act of [resendInvitation, endInvitation])
      await expect(act(as(bo), { employerId: second, invitationId })).rejects.toMatchObject(refused('not_found', 'invitation'))
    expect((await listMembers({ db: at.web, actor: at.ombud.actor }, second)).map(({ name }) => name)).toEqual(['Bo', 'Olle'])
    expect(await listInvitations({ db: at.web, actor: at.ombud.actor }, second)).toEqual([])
  })
})

describe('the last administrator', () => {
  const last = refused('conflict', 'last_administrator')

  test('is neither removed nor made less, by anybody', async () => {
    const of = { employerId: first, personId: anna.personId }
    await expect(removeMember(as(anna), of)).rejects.toMatchObject(last)
    await expect(changeMember(as(anna), { ...of, role: 'reader', validUntil: null })).rejects.toMatchObject(last)
    expect(await roleOf(anna)).toBe('administrator')
  })

  test('of twenty administrators who remove and lower each other at once, one is left at least', async () => {
    const many = await Promise.all(Array.from({ length: 20 }, () => newcomer()))
    const data = many.map(({ personId }) => ({ employerId: first, personId, role: 'administrator' }))
    await at.owner.prisma.member.createMany({ data })
    await setRole(anna, 'handler')
    const tries = await Promise.allSettled(
      many.map((each, n) => {
        const of = { employerId: first, personId: each.personId }
        return n % 2 === 0 ? removeMember(as(each), of) : changeMember(as(each), { ...of, role: 'reader', validUntil: null })
      }),
    )
    const left = (await listMembers({ db: at.web, actor: at.ombud.actor }, first)).filter(({ role }) => role === 'administrator')
    expect(left).toHaveLength(1)
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(19)
    for (const one of tries) if (one.status === 'rejected') expect(one.reason).toMatchObject(last)
  })

  test('stays even where a function forgets to ask', async () => {
    const { pool } = at.owner
    await pool.query(`CREATE FUNCTION forgetful(p UUID) RETURNS VOID LANGUAGE sql SECURITY DEFINER AS
      $$ UPDATE member SET removed_at = now(), removed_why = 'left' WHERE employer_id = p AND role = 'administrator' $$`)
    await pool.query('GRANT EXECUTE ON FUNCTION forgetful(UUID) TO kvittens_web')
    await expect(at.web.pool.query('SELECT forgetful($1)', [first])).rejects.toThrow('keeps one administrator')
    expect(await roleOf(anna)).toBe('administrator')
  })
})

test('a company’s new name is seen by all, and its administrators are told', async () => {
  await at.owner.prisma.person.update({ where: { id: anna.personId }, data: { mail: 'anna@exempel.se' } })
  try {
    await renameEmployer(as(anna), { employerId: first, name: '  Nya  Bolaget AB ' })
    expect(await employersOf({ db: at.owner }, anna.personId)).toMatchObject([{ name: 'Nya Bolaget AB' }])
    await renameEmployer(as(anna), { employerId: first, name: 'Nya Bolaget AB' })
    expect(await links('employer.renamed')).toMatchObject([{ detail: { from: 'Exempelbolaget AB', to: 'Nya Bolaget AB' } }])
    expect(await at.owner.prisma.notice.findMany()).toMatchObject([
      { kind: 'person-company-renamed', recipient: 'anna@exempel.se' },
    ])
    await expect(renameEmployer(as(anna), { employerId: first, name: 'a\u0000b' })).rejects.toBeInstanceOf(AppError)
  } finally {
    await at.owner.prisma.employer.update({ where: { id: first }, data: { name: 'Exempelbolaget AB' } })
  }
})

test('the token of a link is held as its hash alone', async () => {
  await invite()
  const token = await tokenOf()
  const { tokenHash } = await at.owner.prisma.invitation.findFirstOrThrow()
  expect(tokenHash).toBe(createHash('sha256').update(token).digest('hex'))
})
