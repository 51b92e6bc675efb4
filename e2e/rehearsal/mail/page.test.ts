import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Mailer, openMailer } from '#lib/mail.ts'
import { type Mailbox, startMailbox } from './mailbox.ts'
import { createMailPage } from './page.ts'

let dir: string
let box: Mailbox
let mailer: Mailer
let place: string
let stop: () => Promise<unknown>
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'kvittens-mail-'))
  box = await startMailbox({ dir })
  mailer = openMailer({ url: box.url, from: 'kvittens@example.se' })
  const server = createMailPage(box)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  place = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  stop = () => new Promise((resolve) => server.close(resolve))
})
afterAll(async () => {
  mailer.close()
  await Promise.all([stop(), box.stop()])
  rmSync(dir, { recursive: true, force: true })
})

const send = (subject: string, text: string) =>
  mailer.send({ to: 'drift@exempel.test', subject, text, messageId: `<${subject.length}@exempel.test>` })
const read = async (path: string) => {
  const answer = await fetch(`${place}${path}`)
  return { status: answer.status, html: await answer.text() }
}
const behave = (body: string) => fetch(`${place}/behaviour`, { method: 'PUT', body })

test('a mail stands on the list, newest first, and is read with its links; what is in it is no markup', async () => {
  expect((await read('/')).html).toContain('Inga mejl än')
  await send('Först & främst', 'Gå till https://localhost/hem?a=1&b=2 nu.')
  await send(
    'Sedan: åäö, och en rubrik som är så lång att den bryts om av e-postservern flera gånger',
    '<script>alert(1)</script>',
  )
  const { html: list } = await read('/')
  expect(list.indexOf('Sedan: åäö, och en rubrik som är så lång')).toBeGreaterThan(0)
  expect(list.indexOf('Sedan: åäö')).toBeLessThan(list.indexOf('Först &amp; främst'))
  expect(list).toContain('till drift@exempel.test')
  const links = [...list.matchAll(/href="(\/mejl\/[^"]+)"/g)].map(([, link]) => link ?? '')
  const [newest, oldest] = await Promise.all(links.map(read))
  expect(oldest?.html).toContain('<a href="https://localhost/hem?a=1&amp;b=2">https://localhost/hem?a=1&amp;b=2</a>')
  expect(newest?.html).not.toContain('<script')
  expect(newest?.html).toContain('&lt;script&gt;')
})

test.each(['/mejl/..%2f..%2fetc%2fpasswd', '/mejl/none.eml', '/mejl/.hidden.eml', '/other'])('%s is not there', async (path) => {
  expect((await read(path)).status).toBe(404)
})

test.each([
  ['refuse', { kind: 'refused', code: 'smtp-550' }],
  ['busy', { kind: 'failed', code: 'smtp-451' }],
  ['take', { kind: 'sent' }],
])('told to %s, it does', async (mode, outcome) => {
  expect((await behave(JSON.stringify({ mode }))).status).toBe(200)
  expect(JSON.parse((await read('/behaviour')).html)).toEqual({ mode })
  expect(await send('x', 'x')).toMatchObject(outcome)
})

test('told to hang, it says nothing until it is told otherwise or stops', async () => {
  await behave('{"mode":"hang"}')
  const waiting = send('y', 'y')
  const first = await Promise.race([waiting, new Promise((resolve) => setTimeout(() => resolve('nothing'), 300))])
  expect(first).toBe('nothing')
  await behave('{"mode":"take"}')
  mailer.close()
})

test.each(['', 'no json', '{"mode":"explode"}', '{"mode":"take","more":1}'])('%s is no behaviour', async (body) => {
  expect((await behave(body)).status).toBe(400)
  expect(box.behaviour()).toBe('take')
})
