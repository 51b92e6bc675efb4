// One company whose data cannot be read keeps no other from its mails and calls.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { setRecipients } from '#e2e/fixtures/recipients.ts'
import { hook, makeEvents, type WebhooksFixture, webhooksFixture } from '#e2e/fixtures/webhooks.ts'
import { openDb } from '#lib/db.ts'
import { queueCalls } from '#lib/webhooks/queue-calls.ts'
import { fanOutEvents } from './fan-out-events.ts'

let at: WebhooksFixture
let told: unknown[]
beforeAll(async () => {
  at = await webhooksFixture()
})
afterAll(() => at.drop())
beforeEach(async () => {
  await at.clear()
  told = []
  for (const whose of ['first', 'second'] as const) {
    await setRecipients(at.owner, at[whose].employerId, [`${whose}@exempel.test`], ['receipt'])
    await hook(at, { url: 'https://krok.exempel.se/', whose })
    await makeEvents(at, 2, whose)
  }
})

const log = { fault: (event: string, _error: unknown, fields = {}) => String(told.push([event, fields])) }
/** The database refuses what is written into `table` for the company. */
async function spoil(table: 'notice' | 'webhook_call', employerId: string): Promise<void> {
  await at.owner.pool.query(`ALTER TABLE ${table} ADD CONSTRAINT spoiled CHECK (employer_id <> '${employerId}') NOT VALID`)
}
const mend = (table: string) => at.owner.pool.query(`ALTER TABLE ${table} DROP CONSTRAINT spoiled`)

test.each([
  ['notice', 'events-not-mailed', fanOutEvents, 'first'],
  ['notice', 'events-not-mailed', fanOutEvents, 'second'],
  ['webhook_call', 'calls-not-queued', queueCalls, 'first'],
  ['webhook_call', 'calls-not-queued', queueCalls, 'second'],
] as const)('%s, %s: the other company has its own, and it has them later', async (table, event, work, whose) => {
  const { employerId } = at[whose]
  const whoHas = async () => {
    const { rows } = await at.owner.pool.query<{ id: string }>(`SELECT DISTINCT employer_id AS id FROM ${table} ORDER BY id`)
    return rows.map(({ id }) => id)
  }
  await at.owner.pool.query('DELETE FROM notice')
  await spoil(table, employerId)
  try {
    expect(await work({ db: at.relay, log })).toBe(2)
  } finally {
    await mend(table)
  }
  expect(told).toEqual([[event, { employerId }]])
  expect(await whoHas()).toEqual([at[whose === 'first' ? 'second' : 'first'].employerId])
  expect(await work({ db: at.relay, log })).toBe(2)
  expect(await whoHas()).toEqual([at.first.employerId, at.second.employerId].sort())
})

test('a database that is away is no company’s fault', async () => {
  const away = openDb('postgres://nobody@127.0.0.1:1/none')
  await expect(fanOutEvents({ db: away, log })).rejects.toThrow()
  await away.close()
  expect(told).toEqual([])
})
