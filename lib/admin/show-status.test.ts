// `admin status`: what an operator sees by hand of what the mails tell.
import { execFile } from 'node:child_process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SubmissionsFixture, submissionsFixture } from '#e2e/fixtures/submissions.ts'
import { beat } from '#lib/beat.ts'

let at: SubmissionsFixture
beforeAll(async () => {
  at = await submissionsFixture()
})
afterAll(() => at.drop())

function showStatus(): Promise<{ code: number; out: string }> {
  const env = { ...process.env, LANG: 'en_GB.UTF-8', LC_ALL: '', DATABASE_URL: at.database.as('relay'), PAYLOAD_DIR: at.dir }
  return new Promise((resolve) => {
    execFile(process.execPath, ['lib/admin/main.ts', 'status'], { env }, (error, out) =>
      resolve({ code: error ? Number(error.code) : 0, out }),
    )
  })
}

test('says how the line, mails and webhooks stand, and who is mailed', async () => {
  const sql = (text: string, values: unknown[] = []) => at.owner.pool.query(text, values)
  const first = await showStatus()
  expect(first.code).toBe(0)
  expect(first.out).toContain('Försäkringskassan has not received any file from here yet.')
  expect(first.out).toContain('No relay runs. Nothing is sent, and nobody is mailed.')
  expect(first.out).toContain('Mails to be sent: 0.')

  await beat(at.relay, { process: 'relay', instance: 'r1', detail: { operatorMail: 'off' } })
  await sql(
    `INSERT INTO receiver_line (channel, failing_since, failing_code) VALUES ('https', '2026-11-30T12:18:00Z', 'status-503')`,
  )
  await sql(
    `INSERT INTO notice (id, employer_id, kind, about, recipient, params, due_at, void_at, next_attempt_at, attempts, last_error)
     VALUES (gen_random_uuid(), NULL, 'x', 'x', 'a@exempel.test', '{}', now() - interval '1 minute', now() + interval '1 day', now() + interval '1 hour', 1, 'econnection')`,
  )
  const later = await showStatus()
  expect(later.code).toBe(1)
  expect(later.out).toContain(
    'No files have reached Försäkringskassan since 30 November 2026 at\u00a013:18. Försäkringskassan answers',
  )
  expect(later.out).toContain('OPERATOR_MAIL is not set for relay')
  expect(later.out).toMatch(/Mails to be sent: 1\.\nNo mails have got through since/)
  expect(later.out).toContain(`${at.month}: the month’s key is there; nothing is left.`)
  await sql(`UPDATE payload_key SET destroyed_at = '2026-11-30T12:00:00Z'`)
  const keyless = (await showStatus()).out
  expect(keyless).toContain('There is no month’s key. No files are taken until relay has made one.')
  expect(keyless).toContain(`${at.month}: the key was destroyed on 30 November 2026 at\u00a013:00.`)
  expect(later.out).toContain('Calls to webhooks to be made: 0')
  expect(later.out).not.toContain('exempel.test')
})
