// A company's log of events: who is named and how, what is chosen, page by page and as CSV, and that it is one company's.
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { orderFor } from '#e2e/fixtures/submissions.ts'
import { type WebFixture, webFixture } from '#e2e/fixtures/web.ts'
import type { PersonActor } from '#lib/access/actor.ts'
import { type LogSearch, logFilter } from '#lib/audit/log-filter.ts'
import { listLogPeople, readLog } from '#lib/audit/read-log.ts'
import { DAY_MS, stockholmTime } from '#lib/calendar.ts'
import { fingerprint } from '#lib/certificates/fingerprint.ts'
import { submitFile } from '#lib/submissions/submit-file.ts'
import { logWords } from '#lib/text/log-sentence.ts'

const DER = Buffer.from('a certificate')
const PRINT = fingerprint(DER)
let at: WebFixture
let reference: string
beforeAll(async () => {
  at = await webFixture()
  const { owner, first, second, ombud } = at
  const { prisma } = owner
  await prisma.member.updateMany({
    where: { personId: { in: [first.anna.personId, second.bo.personId] } },
    data: { role: 'administrator' },
  })
  const person = async (name: string, rights: { support?: boolean; operator?: boolean }) =>
    (
      await prisma.person.create({
        data: { name, personKey: randomBytes(32).toString('hex'), personMasked: '19121212-****', ...rights },
      })
    ).id
  const [support, operator] = [await person('Stina Support', { support: true }), await person('Olle Drift', { operator: true })]
  const { submission } = await submitFile(
    { db: at.web, actor: first.anna.actor, now: new Date() },
    { order: orderFor(first.employerId), file: await at.file(first.employerId) },
  )
  reference = submission.reference
  const certificate = { issuer: 'CN=CA', number: '1', subjectNumber: '', der: DER, validFrom: new Date() }
  const dates = { notBefore: new Date(), notAfter: new Date(Date.now() + DAY_MS) }
  const { id: certificateId } = await prisma.certificate.create({
    data: { employerId: first.employerId, fingerprint: PRINT, commonName: '=löner.exempel.se', ...certificate, ...dates },
  })
  const add = (actor: string, action: string, object: string, detail: object = {}, chain = first.employerId) =>
    owner.pool.query('SELECT append_audit($1, $2, $3, $4, $5)', [chain, actor, action, object, JSON.stringify(detail)])
  await add(`person:${support}`, 'support.looked-up', submission.id)
  await add(`person:${first.anna.personId}`, 'support.looked-up', submission.id)
  await add(`person:${operator}`, 'employer.joined', first.employerId)
  await add('admin:lisa', 'submission.settled', submission.id)
  await add(`certificate:${PRINT}`, 'submission.submitted', submission.id)
  await add(`certificate:${'cd'.repeat(32)}`, 'submission.submitted', submission.id)
  await add('relay:one', 'attempt.accepted', submission.id, { number: 1, code: 'x' })
  await add(`person:${first.anna.personId}`, 'certificate.registered', certificateId)
  await add(`person:${first.anna.personId}`, 'member.changed', ombud.personId, { from: 'reader', to: 'handler', until: null })
  await add(`person:${first.anna.personId}`, 'retention.days', first.employerId, { days: null })
  await add(`person:${ombud.personId}`, 'new.thing', first.employerId)
  await add(`person:${second.bo.personId}`, 'retention.days', second.employerId, { days: 30 }, second.employerId)
})
afterAll(() => at.drop())

const NOTHING: LogSearch = { vem: '', slag: '', fran: '', till: '' }
const context = (actor: PersonActor = at.first.anna.actor) => ({ db: at.web, actor })
const read = (search: Partial<LogSearch> = {}, more: { after?: string; most?: number } = {}) =>
  readLog(context(), { employerId: at.first.employerId, filter: logFilter({ ...NOTHING, ...search }), most: 50, ...more })
const { who, what } = logWords('sv')
const lines = async (search: Partial<LogSearch> = {}) =>
  (await read(search)).entries.map(({ by, action, detail, about }) => `${who(by)} ${what(action, detail)}: ${about}`)

test('says who did what to what, the latest first: people by name, staff by what they are, systems by their certificate', async () => {
  expect(await lines()).toEqual([
    expect.stringMatching(/^\S+ .*gjorde något som loggen inte har ord för \(new\.thing\): $/),
    'Anna ändrade gallringen till portalens antal dagar: ',
    expect.stringMatching(/^Anna ändrade en persons roll till handläggare: \S+/),
    'Anna registrerade ett certifikat: =löner.exempel.se',
    `Ett ombuds certifikat lämnade in en fil: ${reference} sjuk.xml`,
    `Certifikatet =löner.exempel.se lämnade in en fil: ${reference} sjuk.xml`,
    `Driften skrev in vad Försäkringskassan sagt om en fil: ${reference} sjuk.xml`,
    'Driften anslöt företaget: ',
    `Supporten slog upp en inlämning: ${reference} sjuk.xml`,
    `Supporten slog upp en inlämning: ${reference} sjuk.xml`,
    `Anna lämnade in en fil: ${reference} sjuk.xml`,
    'Anna började agera för företaget: ',
  ])
})

test('shows what is chosen: a person, systems, staff, the portal, a kind, a period', async () => {
  expect(await lines({ vem: at.first.anna.personId })).toHaveLength(6)
  expect(await lines({ vem: 'machines' })).toHaveLength(2)
  expect(await lines({ vem: 'staff' })).toHaveLength(4)
  expect(await lines({ vem: 'portal' })).toEqual([`Portalen skickade en fil och fick kvittens: ${reference} sjuk.xml`])
  expect(await lines({ slag: 'certificates' })).toHaveLength(1)
  expect(await lines({ slag: 'support', vem: at.second.bo.personId })).toEqual([])
  const today = stockholmTime(new Date()).slice(0, 10)
  expect(await lines({ fran: today, till: today })).toHaveLength(12)
  expect(await lines({ till: '2026-01-01' })).toEqual([])
  // What cannot be read chooses nothing.
  expect(await lines({ fran: '2026-02-31', slag: 'constructor', vem: `' OR 1=1` })).toHaveLength(12)
})

test('comes page by page, each row once', async () => {
  const seen: number[] = []
  for (let after: string | undefined; ; ) {
    const { entries, next } = await read({}, { most: 4, ...(after && { after }) })
    seen.push(...entries.map(({ seq }) => seq))
    if (!next) break
    after = next
  }
  expect(seen).toEqual((await read()).entries.map(({ seq }) => seq))
  await expect(read({}, { after: 'x' })).rejects.toMatchObject({ code: 'invalid', detail: 'cursor' })
})

test('is for the company’s administrators alone, who see their own company’s alone', async () => {
  const { first, second, ombud } = at
  const ask = (actor: PersonActor) => readLog(context(actor), { employerId: first.employerId, filter: {}, most: 50 })
  await expect(ask(ombud.actor)).rejects.toMatchObject({ code: 'not_allowed', detail: 'administrator' })
  await expect(ask(second.bo.actor)).rejects.toMatchObject({ code: 'not_found' })
  await expect(listLogPeople(context(ombud.actor), first.employerId)).rejects.toMatchObject({ detail: 'administrator' })
  const theirs = await readLog(context(second.bo.actor), { employerId: second.employerId, filter: {}, most: 50 })
  expect(theirs.entries.map(({ action, detail }) => what(action, detail))).toEqual(['ändrade gallringen till 30 dagar'])
  expect((await listLogPeople(context(), first.employerId)).map(({ name }) => name)).not.toContain('Stina Support')
})

test('is a CSV file of what is chosen, in which no cell is a formula', async () => {
  const { cookie } = await at.logIn(at.first.anna, at.first.employerId)
  const answer = await fetch(`${at.url}/api/foretaget/logg?slag=certificates`, { headers: { cookie, 'accept-language': 'en' } })
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8'])
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="[a-z-]+\.csv"$/)
  const [head, row, ...rest] = Buffer.from(await answer.arrayBuffer())
    .toString('utf8')
    .split('\r\n')
  expect(head).toMatch(/^\uFEFF"[^"]+";"[^"]+";/)
  expect(row).toMatch(/^"\d{4}-\d\d-\d\dT[\d:]{8}";"Anna";"[^"]+";"'=löner\.exempel\.se";"certificate\.registered";"";"\d+"$/)
  expect(rest).toEqual([''])
  const other = await at.logIn(at.ombud, at.first.employerId)
  expect((await fetch(`${at.url}/api/foretaget/logg`, { headers: { cookie: other.cookie } })).status).toBe(403)
})
