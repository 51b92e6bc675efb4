import { readSession } from '#lib/accounts/read-session.ts'
import { startCheck } from '#lib/checking/check.ts'
import type { Report } from '#lib/checking/report.ts'
import { AppError } from '#lib/errors.ts'
import { CaseBook } from '#lib/intake/case-book.ts'
import { receiveFile } from '#lib/intake/receive-file.ts'
import type { ReceivedFile } from '#lib/intake/received-file.ts'
import { requireRoom } from '#lib/payloads/require-room.ts'
import { compareWithHistory } from '#lib/submissions/compare-with-history.ts'
import type { Order } from './order.ts'
import type { Call, Web } from './web.ts'

type Coming = { body: AsyncIterable<Uint8Array>; bytes?: number | undefined; sha256?: string | undefined }

/** A file on its way is activity: it may take longer than a login may idle. */
const TOUCH_EVERY_MS = 5 * 60_000
/** Of these there is more than a person reads; all are counted. */
const MAX_FINDINGS = 1000

/** Refuses what is too large or has no room before a byte of it is read. */
export async function requirePlace(web: Web, { service }: Pick<Order, 'service'>, bytes: number): Promise<void> {
  if (bytes > largest(web, service)) throw new AppError('too_large')
  await requireRoom(web.env.PAYLOAD_DIR, bytes)
}

/** Reads the file through the one loop, with the e-service's rules and this employer's name on them. */
export async function takeFile(web: Web, call: Call, { sender, service }: Order, coming: Coming): Promise<ReceivedFile> {
  const { db, env } = web
  const { employerId, orgnr } = sender.employer
  const book = new CaseBook({ key: env.HISTORY_KEY, employerId })
  const touch = setInterval(() => {
    // If it fails, requireSameSender says so when the file has come.
    readSession(db, call.request.headers.cookie, new Date()).catch(() => {})
  }, TOUCH_EVERY_MS)
  try {
    const file = await receiveFile({
      body: coming.body,
      check: startCheck({
        service,
        now: call.now,
        environment: env.MILJO,
        employers: [orgnr],
        onCase: book.note,
        testPersons: web.testPersons,
        maxFindings: MAX_FINDINGS,
        maxBytes: largest(web, service),
      }),
      book,
      maxBytes: largest(web, service),
      declared: { bytes: coming.bytes, sha256: coming.sha256 },
      store: { dir: env.PAYLOAD_DIR, recipient: env.PAYLOAD_RECIPIENT },
      employerId,
    })
    return { ...file, report: await historyOn(web, { employerId, book, file }, call.now) }
  } finally {
    clearInterval(touch)
  }
}

/** A file that cannot be compared is not kept. */
async function historyOn(
  { db }: Web,
  { employerId, book, file }: { employerId: string; book: CaseBook; file: ReceivedFile },
  now: Date,
): Promise<Report> {
  try {
    return await compareWithHistory(db, { employerId, book, sha256: file.sha256, report: file.report }, now)
  } catch (error) {
    if (file.kind === 'clean') await file.payload.discard()
    throw error
  }
}

function largest({ env }: Web, service: Order['service']): number {
  return Math.min(env.MAX_BYTES, service.maxBytes)
}
