// How long after a person is removed their upload is refused, in the middle of its bytes: node e2e/bench/ends.ts [times, 100 if not said]
// Web's listener over real http and the watch that web runs, without its clock; one removal at a time, then twenty at once.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { actorOf } from '#lib/access/actor.ts'
import { migrate } from '../../prisma/migrate.ts'
import { watchedEnds } from '../fixtures/ends.ts'
import { addMember } from '../fixtures/newcomers.ts'
import { rawUpload } from '../fixtures/raw-upload.ts'
import { submissionsFixture } from '../fixtures/submissions.ts'
import { setRolePasswords, TEMPLATE } from '../fixtures/test-database.ts'
import { sized, webFixture } from '../fixtures/web.ts'
import { freePort } from '../rehearsal/ports.ts'
import { startPostgres } from '../rehearsal/postgres.ts'

const [times = 100] = process.argv.slice(2).map(Number)
const FILE = sized(1_000_000)

const dir = mkdtempSync(join(tmpdir(), 'kvittens-ends-'))
const postgres = await startPostgres({ dir: join(dir, 'postgres'), port: await freePort(), database: TEMPLATE })
await migrate(postgres.url)
await setRolePasswords(postgres.url)
const given = await submissionsFixture(postgres.url)
const at = await webFixture({}, given)
const watch = await watchedEnds(at.server, at.owner, at.parts.env.DATABASE_URL)
try {
  const alone: number[] = []
  for (let n = 0; n < times; n++) alone.push(...(await removeInTheMiddle(1)))
  print(`${times} removals, one at a time`, alone)
  print('twenty at once', await removeInTheMiddle(20))
} finally {
  await watch.stop()
  await at.drop()
  await given.drop()
  await postgres.stop()
  rmSync(dir, { recursive: true, force: true })
}

/** Milliseconds from each removal's COMMIT to the answer. */
async function removeInTheMiddle(count: number): Promise<number[]> {
  const members = await Promise.all(Array.from({ length: count }, () => addMember(at.owner, at.first)))
  const gate = Promise.withResolvers<number>()
  const uploads = members.map(async ({ personId }) => {
    const { cookie } = await at.logIn(
      { personId, actor: actorOf({ personId, sessionId: '', credential: '' }) },
      at.first.employerId,
    )
    const body = [FILE.slice(0, 500_000), () => gate.promise]
    const { status } = await rawUpload(at, { cookie, headers: { 'content-length': '1000000' }, body })
    if (status !== 401) throw new Error(`answered ${status}`)
    return performance.now() - (await gate.promise)
  })
  while (at.parts.gate.count < count) await sleep(5)
  await at.owner.prisma.member.updateMany({
    where: { id: { in: members.map(({ memberId }) => memberId) } },
    data: { removedAt: new Date() },
  })
  gate.resolve(performance.now())
  return await Promise.all(uploads)
}

function print(title: string, took: number[]): void {
  const sorted = took.toSorted((a, b) => a - b)
  const at = (share: number) => (sorted[Math.ceil(share * sorted.length) - 1] ?? 0).toFixed(0)
  console.log(`${title}: refused after a median of ${at(0.5)} ms, 95 % within ${at(0.95)} ms, all within ${at(1)} ms`)
}
