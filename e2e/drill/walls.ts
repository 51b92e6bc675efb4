// node e2e/drill/walls.ts [--all] [--write]
//
// Code with the database role of web, then of gateway, and in web's process tries what a thief would; prints each try with what it
// gave before there were walls and what it gives now, and what the keys that stay with web give. `--all`: also those of the many that
// were refused before and are now; `--write`: into docs/drill.md.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { migrate } from '../../prisma/migrate.ts'
import { setRolePasswords, TEMPLATE, withDatabase } from '../fixtures/test-database.ts'
import { freePort } from '../rehearsal/ports.ts'
import { startPostgres } from '../rehearsal/postgres.ts'
import { allTries } from './walls/all-tries.ts'
import { measureHistoryKey } from './walls/measure.ts'
import { runTries, wordsOf } from './walls/run-tries.ts'
import { type Before, countTries, nameOf, tellTable } from './walls/tell-table.ts'
import { openScene } from './walls/try.ts'
import { seedWorld } from './walls/world.ts'

const { values } = parseArgs({
  options: { all: { type: 'boolean', default: false }, write: { type: 'boolean', default: false } },
})
const BEFORE = join(import.meta.dirname, 'walls/before.json')
const DOCUMENT = join(import.meta.dirname, '../../docs/drill.md')
/** Everything after it in the document is written by this. */
const MARK = '<!-- written by node e2e/drill/walls.ts --write -->'

const dir = mkdtempSync(join(tmpdir(), 'kvittens-walls-'))
const postgres = await startPostgres({ dir: join(dir, 'data'), port: await freePort(), database: TEMPLATE, durable: false })
try {
  await migrate(postgres.url)
  await setRolePasswords(postgres.url)
  const world = await seedWorld(withDatabase(postgres.url, 'postgres'))
  const scene = await openScene(world)
  const tried = await runTries(scene, await allTries(scene))
  await scene.drop()
  await world.drop()
  const before = JSON.parse(readFileSync(BEFORE, 'utf8')) as Before
  const { triesPerSecond } = await measureHistoryKey()
  if (values.all) for (const one of tried) console.log(`${nameOf(one)}: ${wordsOf(one.result)}`)
  const wrong = tried.filter(({ isAsExpected }) => !isAsExpected)
  const table = `${countTries(tried)}.\n\n${tellTable(tried, before)}\n`
  console.log(
    `${table}\nHISTORY_KEY: ${triesPerSecond} pairs of person and day a second on one core, of a company that is spoken for`,
  )
  for (const one of wrong) console.log(`NOT AS EXPECTED  ${nameOf(one)}: ${wordsOf(one.result)}`)
  if (values.write) {
    const [head = ''] = readFileSync(DOCUMENT, 'utf8').split(MARK)
    writeFileSync(DOCUMENT, `${head}${MARK}\n\n${table}`)
  }
  process.exitCode = wrong.length === 0 ? 0 : 1
} finally {
  await postgres.stop()
  rmSync(dir, { recursive: true, force: true })
}
