// An e-service in test: who ends that, what is refused until then.
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { orderFor, type SubmissionsFixture, submissionsFixture } from '#e2e/fixtures/submissions.ts'
import type { PersonActor } from '#lib/access/actor.ts'
import { forEmployer } from '#lib/db.ts'
import { submitFile } from '#lib/submissions/submit-file.ts'
import { beginProduction } from './begin-production.ts'
import { blockPaper } from './block-paper.ts'
import { employersOf } from './employers-of.ts'
import { listExchanges } from './list-exchanges.ts'

const SERVICE = 'sjukanmalan'
const now = new Date()
let at: SubmissionsFixture
let anna: SubmissionsFixture['ombud']['actor']
let first: string
let second: string

beforeAll(async () => {
  at = await submissionsFixture()
  anna = at.first.anna.actor
  first = at.first.employerId
  second = at.second.employerId
  await at.owner.prisma.exchange.updateMany({ data: { state: 'test' } })
})
afterAll(() => at.drop())

const by = (actor = anna) => ({ db: at.web, actor, now })
const setRole = (role: string) => at.owner.prisma.member.updateMany({ where: { personId: anna.personId }, data: { role } })
const links = (action: string) => at.owner.prisma.audit.count({ where: { chain: first, action } })
const handIn = async () => {
  const file = await at.file(first, randomBytes(20))
  return await submitFile(by(), { order: orderFor(first, { fileName: 'a.xml' }), file })
}

test('in test nothing is handed in, and it is told apart from what the company has not', async () => {
  expect(await employersOf({ db: at.owner }, anna.personId)).toMatchObject([{ services: [], tried: [SERVICE] }])
  await expect(handIn()).rejects.toMatchObject({ code: 'not_allowed', detail: 'in_test' })
  expect(await at.owner.prisma.submission.count()).toBe(0)
  await at.owner.prisma.exchange.updateMany({ where: { employerId: first }, data: { endedAt: now } })
  await expect(handIn()).rejects.toMatchObject({ code: 'not_allowed', detail: 'service' })
  await at.owner.prisma.exchange.updateMany({ where: { employerId: first }, data: { endedAt: null } })
})

test('only an administrator with a fresh login begins to send, and of an e-service that is in test', async () => {
  const begin = (service = SERVICE, actor = anna) => beginProduction(by(actor), { employerId: first, service })
  await expect(begin()).rejects.toMatchObject({ code: 'not_allowed', detail: 'administrator' })
  await expect(begin(SERVICE, at.second.bo.actor)).rejects.toMatchObject({ code: 'not_found', detail: 'employer' })
  await setRole('administrator')
  await at.owner.prisma.loginSession.update({ where: { id: anna.sessionId }, data: { provedAt: new Date(0) } })
  await expect(begin()).rejects.toMatchObject({ code: 'not_allowed', detail: 'fresh_login' })
  await at.owner.prisma.loginSession.update({ where: { id: anna.sessionId }, data: { provedAt: now } })
  await expect(begin('franvarouppgift')).rejects.toMatchObject({ code: 'conflict', detail: 'not_in_test' })
  expect(await links('exchange.production')).toBe(0)
})

test('the database asks too who it is', async () => {
  const begin = (employerId: string, actor: PersonActor, sessionId = actor.sessionId) =>
    forEmployer(
      { db: at.web, actor },
      first,
      (tx) => tx.$queryRaw`SELECT begin_production(${employerId}::uuid, ${sessionId}::uuid, ${SERVICE})`,
    )
  await expect(begin(first, at.ombud.actor)).rejects.toThrow(/no administrator/)
  await expect(begin(second, anna)).rejects.toThrow(/another employer/)
  await expect(begin(first, at.ombud.actor, anna.sessionId)).rejects.toThrow(/another session/)
})

test('twenty at once begin it once, and the other company stays in test', async () => {
  const tries = Array.from({ length: 20 }, () => beginProduction(by(), { employerId: first, service: SERVICE }))
  const ends = await Promise.allSettled(tries)
  expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await links('exchange.production')).toBe(1)
  expect((await listExchanges({ db: at.web, actor: at.ombud.actor }, first)).exchanges).toMatchObject([
    { service: SERVICE, state: 'production' },
  ])
  expect((await listExchanges({ db: at.web, actor: at.ombud.actor }, second)).exchanges).toMatchObject([
    { service: SERVICE, state: 'test' },
  ])
  expect((await handIn()).submission.service).toBe(SERVICE)
})

test('the paper way is blocked and opened by an administrator, once each', async () => {
  const block = (paper: 'blocked' | 'open', actor = anna) => blockPaper(by(actor), { employerId: first, paper })
  await expect(block('blocked', at.ombud.actor)).rejects.toMatchObject({ detail: 'administrator' })
  await block('blocked')
  await block('blocked')
  expect((await listExchanges({ db: at.web, actor: at.ombud.actor }, first)).paperBlockedAt).toEqual(now)
  expect((await listExchanges({ db: at.web, actor: at.ombud.actor }, second)).paperBlockedAt).toBeNull()
  await block('open')
  expect((await listExchanges({ db: at.web, actor: at.ombud.actor }, first)).paperBlockedAt).toBeNull()
  expect([await links('paper.blocked'), await links('paper.open')]).toEqual([1, 1])
})
