// Two employers, one person for each and an ombud for both, and files ready to be handed in: for tests about submissions.
import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateIdentity, identityToRecipient } from 'age-encryption'
import type { Report } from '#lib/checking/report.ts'
import { type Db, openDb } from '#lib/db.ts'
import type { CleanFile } from '#lib/intake/received-file.ts'
import { startPayload } from '#lib/payloads/start-payload.ts'
import { prepareStore } from '#lib/payloads/store.ts'
import type { Actor } from '#lib/submissions/actor.ts'
import { createTestDatabase, type TestDatabase } from './test-database.ts'

export type Someone = { personId: string; actor: Actor }
export type SubmissionsFixture = {
  database: TestDatabase
  /** As the owner of the database, who sees all. */
  owner: Db
  web: Db
  relay: Db
  dir: string
  identity: string
  recipient: string
  /** The key of files from FK. */
  deliveryIdentity: string
  deliveryRecipient: string
  deliveryIdentityFile: string
  first: { employerId: string; orgnr: string; anna: Someone }
  second: { employerId: string; orgnr: string; bo: Someone }
  ombud: Someone
  /** A file as intake leaves it: whole, checked and nameless. */
  file: (employerId: string, bytes?: Buffer) => Promise<CleanFile>
  drop: () => Promise<void>
}

export const SERVICE = { id: 'sjukanmalan', checkOnly: false }

export async function submissionsFixture(): Promise<SubmissionsFixture> {
  const database = await createTestDatabase()
  const [owner, web, relay] = [openDb(database.owner), openDb(database.as('web'), { max: 20 }), openDb(database.as('relay'))]
  const dir = await mkdtemp(join(tmpdir(), 'kvittens-submissions-'))
  await prepareStore(dir)
  const identity = await generateIdentity()
  const recipient = await identityToRecipient(identity)
  const deliveryIdentity = await generateIdentity()
  const deliveryRecipient = await identityToRecipient(deliveryIdentity)
  const deliveryIdentityFile = join(dir, 'delivery-identity')
  await writeFile(deliveryIdentityFile, `# web and gateway\n${deliveryIdentity}\n`)
  const firstEmployer = await owner.prisma.employer.create({ data: { orgnr: '165599001236', name: 'Exempelbolaget AB' } })
  const secondEmployer = await owner.prisma.employer.create({ data: { orgnr: '165599001319', name: 'Provföretaget AB' } })
  const someone = async (name: string, employers: string[], support = false): Promise<Someone> => {
    const members = { create: employers.map((employerId) => ({ employerId, role: 'handler' })) }
    const personKey = randomBytes(32).toString('hex')
    const data = { name, personKey, personMasked: '19121212-****', support, members }
    const { id } = await owner.prisma.person.create({ data })
    return { personId: id, actor: { kind: 'person', personId: id, sessionId: id } }
  }
  return {
    ...{ database, owner, web, relay, dir, identity, recipient, deliveryIdentity, deliveryRecipient, deliveryIdentityFile },
    first: { employerId: firstEmployer.id, orgnr: firstEmployer.orgnr, anna: await someone('Anna', [firstEmployer.id]) },
    second: { employerId: secondEmployer.id, orgnr: secondEmployer.orgnr, bo: await someone('Bo', [secondEmployer.id]) },
    ombud: await someone('Olle', [firstEmployer.id, secondEmployer.id], true),
    async file(employerId, bytes = randomBytes(1000)) {
      const payload = await startPayload({ dir, employerId, recipient })
      await payload.write(bytes)
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      return {
        kind: 'clean',
        sha256,
        bytes: bytes.length,
        report: cleanReport(bytes.length),
        payload,
        caseKeys: new Uint8Array(),
      }
    },
    async drop() {
      for (const db of [owner, web, relay]) await db.close()
      await database.drop()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

function cleanReport(bytes: number): Report {
  const deadlines = { earliest: null, late: 0, soon: 0 }
  const none = { stop: 0, varning: 0, findings: [], counts: {}, employers: [] }
  return { tjanst: SERVICE.id, format: 'xml', bytes, poster: 3, ...none, deadlines }
}
