import { type ActorContext, actorWord, type PersonActor } from '#lib/access/actor.ts'
import { requireAdministrator } from '#lib/access/require-member.ts'
import { appendAudit, forEmployer, type Speaking, type Tx } from '#lib/db.ts'
import { completeOpening, openDelivery, type ReadOpening } from '#lib/deliveries/open-delivery.ts'
import { safeCell } from '#lib/report-files/safe-cell.ts'
import type { Delivery, Submission } from '#prisma/generated/client.ts'

/** One file of the export. */
export type ExportFile = { name: string; content: AsyncIterable<Uint8Array> | Iterable<Uint8Array> }
type ExportContext = ActorContext<PersonActor> & { readOpening: ReadOpening }

/** Rows read per query. */
const ROWS = 200
/** Before every id. */
const NOBODY = '00000000-0000-0000-0000-000000000000'

/**
 * What is the company's, file by file, read as it is given out: its submissions with their receipts and reports, files from
 * Försäkringskassan that are not purged, people, settings and the audit trail. Never the content of what it handed in, which the
 * portal cannot read. Refuses (`not_allowed`) others than administrators. Written down before the first.
 */
export async function exportCompany(context: ExportContext, employerId: string): Promise<AsyncGenerator<ExportFile>> {
  await requireAdministrator(context, employerId)
  await forEmployer(context, employerId, (tx) =>
    appendAudit(tx, { chain: employerId, actor: actorWord(context.actor), action: 'employer.exported', object: employerId }),
  )
  return filesOf(context, employerId)
}

async function* filesOf(context: ExportContext, employerId: string): AsyncGenerator<ExportFile> {
  const { db, actor } = context
  yield json('foretaget/installningar.json', await forEmployer({ db, actor }, employerId, (tx) => settingsOf(tx, employerId)))
  yield json('foretaget/personer.json', await forEmployer({ db, actor }, employerId, (tx) => peopleOf(tx, employerId)))
  yield { name: 'foretaget/inlamningar.csv', content: submissionLines(context, employerId) }
  for await (const row of submissions(context, employerId)) yield* filesOfSubmission(context, row)
  for await (const delivery of deliveries(context, employerId)) yield await deliveryFile(context, delivery)
  yield { name: 'foretaget/logg.jsonl', content: auditLines(context, employerId) }
}

const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8')
/** BigInt as a number in text, as JSON has none. */
const jsonText = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? String(each) : each), 2)
const json = (name: string, value: unknown): ExportFile => ({ name, content: [bytes(`${jsonText(value)}\n`)] })

/** A name that every system takes, and that leads out of no folder. */
const plainName = (name: string): string =>
  name
    .replace(/[\p{Cc}\\/:*?"<>|]/gu, '_')
    .replace(/^\.+/, '_')
    .slice(0, 120)

async function settingsOf(tx: Tx, employerId: string): Promise<unknown> {
  const where = { employerId }
  const employer = await tx.employer.findUniqueOrThrow({ where: { id: employerId } })
  const select = { fingerprint: true, issuer: true, number: true, commonName: true, notBefore: true, notAfter: true }
  return {
    employer,
    exchanges: await tx.exchange.findMany({ where }),
    recipients: await tx.noticeRecipient.findMany({ where }),
    certificates: await tx.certificate.findMany({
      where,
      select: { ...select, validFrom: true, registeredAt: true, removedAt: true },
    }),
    mandates: await tx.mandate.findMany({ where }),
    // Never a secret.
    webhooks: await tx.webhook.findMany({ where, select: { url: true, events: true, createdAt: true, removedAt: true } }),
  }
}

async function peopleOf(tx: Tx, employerId: string): Promise<unknown> {
  const person = { select: { name: true, personMasked: true } }
  const invited = { name: true, address: true, role: true, validUntil: true, createdAt: true, acceptedAt: true, endedAt: true }
  return {
    members: await tx.member.findMany({ where: { employerId }, include: { person } }),
    invitations: await tx.invitation.findMany({ where: { employerId }, select: invited }),
    assignments: await tx.assignment.findMany({ where: { OR: [{ employerId }, { clientId: employerId }] } }),
  }
}

/** The oldest first; what is handed in meanwhile comes too. */
async function* submissions({ db, actor }: Speaking, employerId: string): AsyncGenerator<Submission> {
  for (let after = NOBODY; ; ) {
    const rows = await forEmployer({ db, actor }, employerId, (tx) =>
      tx.submission.findMany({ where: { employerId, id: { gt: after } }, orderBy: { id: 'asc' }, take: ROWS }),
    )
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < ROWS) return
    after = last.id
  }
}

const COLUMNS = [
  ...[
    'reference',
    'service',
    'way',
    'fileName',
    'format',
    'bytes',
    'sha256',
    'records',
    'warnings',
    'submittedAt',
    'withdrawnAt',
  ],
  ...['deliveredAt', 'refusedAt', 'kvittensId', 'approvedAt', 'disapprovedAt', 'heldAt', 'settledAt', 'settledAs', 'endedAt'],
] as const

async function* submissionLines(context: Speaking, employerId: string): AsyncGenerator<Uint8Array> {
  // With a byte order mark Excel reads UTF-8.
  yield bytes(`\uFEFF${COLUMNS.map(safeCell).join(';')}\r\n`)
  for await (const row of submissions(context, employerId))
    yield bytes(`${COLUMNS.map((column) => safeCell(cellOf(row[column]))).join(';')}\r\n`)
}

function cellOf(value: string | number | bigint | Date | null): string {
  if (value === null) return ''
  return value instanceof Date ? value.toISOString() : String(value)
}

async function* filesOfSubmission({ db, actor }: Speaking, row: Submission): AsyncGenerator<ExportFile> {
  const { id: submissionId, employerId, reference, report, ...rest } = row
  const receipts = await forEmployer({ db, actor }, employerId, (tx) =>
    tx.receipt.findMany({ where: { submissionId, employerId }, orderBy: [{ recordedAt: 'asc' }, { id: 'asc' }] }),
  )
  const told = receipts.map(({ raw: _raw, ...receipt }) => receipt)
  yield json(`inlamningar/${reference}/inlamning.json`, { reference, ...rest, receipts: told })
  yield json(`inlamningar/${reference}/felrapport.json`, report)
  for (const [n, { kind, raw }] of receipts.entries())
    yield { name: `inlamningar/${reference}/svar-${n + 1}-${kind}.bin`, content: [raw] }
}

async function* deliveries({ db, actor }: Speaking, employerId: string): AsyncGenerator<Delivery> {
  for (let after = NOBODY; ; ) {
    const rows = await forEmployer({ db, actor }, employerId, (tx) =>
      tx.delivery.findMany({ where: { employerId, purgedAt: null, id: { gt: after } }, orderBy: { id: 'asc' }, take: ROWS }),
    )
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < ROWS) return
    after = last.id
  }
}

/** Opened as any file from FK is: who did is written down first, and it counts as fetched when all of it has been given out. */
async function deliveryFile(context: ExportContext, delivery: Delivery): Promise<ExportFile> {
  const name = `fran-forsakringskassan/${delivery.id}-${plainName(delivery.name)}`
  const opened = await openDelivery(context, {
    which: { employerId: delivery.employerId, id: delivery.id },
    way: 'browser',
    from: 0,
  })
  async function* content(): AsyncGenerator<Uint8Array> {
    yield* context.readOpening(opened)
    await completeOpening({ db: context.db, actor: context.actor, now: new Date() }, opened)
  }
  return { name, content: content() }
}

async function* auditLines({ db, actor }: Speaking, employerId: string): AsyncGenerator<Uint8Array> {
  for (let after = 0n; ; ) {
    const rows = await forEmployer({ db, actor }, employerId, (tx) =>
      tx.audit.findMany({ where: { chain: employerId, seq: { gt: after } }, orderBy: { seq: 'asc' }, take: ROWS }),
    )
    for (const { seq, at, actor, action, object, detail, prev, hash } of rows) {
      const link = { seq: String(seq), at, actor, action, object, detail, prev: hex(prev), hash: hex(hash) }
      yield bytes(`${JSON.stringify(link)}\n`)
    }
    const last = rows.at(-1)
    if (!last || rows.length < ROWS) return
    after = last.seq
  }
}

const hex = (raw: Uint8Array): string => Buffer.from(raw).toString('hex')
