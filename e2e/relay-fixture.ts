// A rehearsal agency over real TLS, relays that speak to it, and files handed in: for tests about sending.
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Db, openDb } from '#lib/db.ts'
import { openLog } from '#lib/log.ts'
import { openHttpsChannel } from '#lib/relay/channels/https.ts'
import { createLine } from '#lib/relay/line.ts'
import { loadReceiver, type ReceiverFile } from '#lib/relay/receiver.ts'
import type { Relay } from '#lib/relay/relay.ts'
import { type Submitted, submitFile } from '#lib/submissions/submit-file.ts'
import type { Attempt, Receipt, Submission } from '#prisma/generated/client.ts'
import { type AgencyControl, agencyControl } from './agency/control-client.ts'
import { rehearsalReceiver } from './agency/receiver.ts'
import { startAgency } from './agency/server.ts'
import { makePki, OPERATOR_ORGNR, type Pki } from './pki.ts'
import { SERVICE, type SubmissionsFixture, submissionsFixture } from './submissions-fixture.ts'

export type Whole = Submission & { attempts: Attempt[]; receipts: Receipt[] }
export type RelayFixture = {
  given: SubmissionsFixture
  agency: AgencyControl
  agencyPort: number
  pki: Pki
  /** A relay of its own; `more` changes what it knows of the agency. */
  relay: (name?: string, more?: Partial<ReceiverFile>) => Relay
  /** A receiver file for `more`, to start a relay process with. */
  receiverFile: (more?: Partial<ReceiverFile>) => string
  /** Hands files in for the first employer, or the second. */
  handIn: (count?: number, wish?: { second?: true; bytes?: Buffer }) => Promise<Submitted['submission'][]>
  look: (submission: { id: string }) => Promise<Whole>
  /** As if the time until the next attempt had passed. */
  makeDue: () => Promise<void>
  /** As if whoever holds a lease had not been heard of for too long. */
  expireLeases: () => Promise<void>
  drop: () => Promise<void>
}

/** Retries wait a minute, so that each attempt of a test is one that the test asked for. */
const PATIENT: Partial<ReceiverFile> = {
  limits: {
    connectMs: 2_000,
    continueMs: 1_000,
    headersMs: 1_000,
    bodyMs: 5_000,
    totalMs: 10_000,
    leaseMs: 20_000,
    stopMs: 2_000,
  },
  retry: { firstMs: 60_000 },
  pause: { afterFailures: 1_000 },
}

export async function relayFixture(): Promise<RelayFixture> {
  const given = await submissionsFixture()
  const work = mkdtempSync(join(tmpdir(), 'kvittens-relay-'))
  const pki = await makePki(
    join(work, 'pki'),
    [given.first, given.second].map(({ orgnr }) => ({ orgnr, name: 'Bolaget AB' })),
  )
  const { agency: certificate, ca, crl } = pki
  const running = await startAgency({
    port: 0,
    controlPort: 0,
    dir: join(work, 'agency'),
    certificate,
    ca,
    crl,
    operator: OPERATOR_ORGNR,
  })
  const relays: Relay[] = []
  const sql = (text: string) => given.owner.pool.query(text)
  const receiverFile = (more: Partial<ReceiverFile> = {}) => {
    const file = join(work, `${randomUUID()}.json`)
    writeFileSync(
      file,
      JSON.stringify({ ...rehearsalReceiver({ agencyPort: running.port, pkiDir: pki.dir }), ...PATIENT, ...more }),
    )
    return file
  }
  return {
    given,
    agency: agencyControl(running.controlPort),
    agencyPort: running.port,
    pki,
    receiverFile,
    relay(name = 'relay-1', more = {}) {
      const receiver = loadReceiver(receiverFile(more))
      const db: Db = openDb(given.database.as('relay'))
      const log = openLog({ process: 'relay', instance: name, level: 'silent' })
      const payloads = { dir: given.dir, identity: given.identity }
      const deliveries = { recipient: given.deliveryRecipient, keepDays: 60 }
      const relay = {
        db,
        name,
        log,
        payloads,
        deliveries,
        receiver,
        channel: openHttpsChannel(receiver),
        line: createLine(),
        lot: () => 0.5,
      }
      relays.push(relay)
      return relay
    },
    async handIn(count = 1, { second, bytes } = {}) {
      const { employerId } = second ? given.second : given.first
      const { actor } = second ? given.second.bo : given.first.anna
      const submissions: Submitted['submission'][] = []
      for (let i = 0; i < count; i++) {
        const file = await given.file(employerId, bytes)
        const handed = { employerId, actor, way: 'browser', service: SERVICE, fileName: 'sjuk å.xml', file } as const
        submissions.push((await submitFile(given.web, handed, new Date())).submission)
      }
      return submissions
    },
    look({ id }) {
      const include = { attempts: { orderBy: { number: 'asc' } }, receipts: { orderBy: { recordedAt: 'asc' } } } as const
      return given.owner.prisma.submission.findUniqueOrThrow({ where: { id }, include })
    },
    async makeDue() {
      await sql('UPDATE submission SET next_attempt_at = now() WHERE next_attempt_at IS NOT NULL')
      await sql('UPDATE submission SET next_poll_at = now() WHERE next_poll_at IS NOT NULL')
    },
    async expireLeases() {
      await sql(`UPDATE submission SET lease_until = now() - interval '1 second' WHERE lease_until IS NOT NULL`)
    },
    async drop() {
      for (const { channel, db } of relays) {
        channel.retire()
        await db.close()
      }
      await running.close()
      await given.drop()
      rmSync(work, { recursive: true, force: true })
    },
  }
}
