import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { orderFor, type SubmissionsFixture, submissionsFixture } from '#e2e/fixtures/submissions.ts'
import { openLog } from '#lib/log.ts'
import { isStoreThere } from '#lib/store/store.ts'
import { submitFile } from '#lib/submissions/submit-file.ts'
import { findStore } from './relay.ts'

let at: SubmissionsFixture
let dir: string
beforeAll(async () => {
  at = await submissionsFixture()
  dir = await mkdtemp(join(tmpdir(), 'kvittens-find-store-'))
})
afterAll(async () => {
  await at.drop()
  await rm(dir, { recursive: true, force: true })
})

const log = openLog({ process: 'relay', instance: 'test', level: 'silent' })
const find = (store: string) => findStore({ db: at.relay, log, payloads: { dir: store, identity: at.identity } })

test('the first start makes the store; once a file is kept, no other folder becomes one', async () => {
  const store = join(dir, 'first')
  await find(store)
  expect(await isStoreThere(store)).toBe(true)

  const { employerId, anna } = at.first
  const { submission } = await submitFile(
    { db: at.web, actor: anna.actor, now: new Date() },
    { order: orderFor(employerId), file: await at.file(employerId) },
  )
  await find(join(dir, 'mount-point'))
  expect(existsSync(join(dir, 'mount-point'))).toBe(false)
  await find(store)
  expect(await isStoreThere(store)).toBe(true)

  // When the last file has been purged nothing can be missed.
  await at.owner.prisma.submission.update({ where: { id: submission.id }, data: { purgedAt: new Date() } })
  await find(join(dir, 'another'))
  expect(await isStoreThere(join(dir, 'another'))).toBe(true)
})
