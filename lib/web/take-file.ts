import { readSession } from '#lib/accounts/read-session.ts'
import { startCheck } from '#lib/checking/check.ts'
import { AppError } from '#lib/errors.ts'
import { receiveFile } from '#lib/intake/receive-file.ts'
import type { ReceivedFile } from '#lib/intake/received-file.ts'
import { requireRoom } from '#lib/payloads/require-room.ts'
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
  const touch = setInterval(() => {
    // If it fails, requireSameSender says so when the file has come.
    readSession(db, call.request.headers.cookie, new Date()).catch(() => {})
  }, TOUCH_EVERY_MS)
  try {
    return await receiveFile({
      body: coming.body,
      check: startCheck({
        service,
        now: call.now,
        environment: env.MILJO,
        employers: [sender.employer.orgnr],
        testPersons: web.testPersons,
        maxFindings: MAX_FINDINGS,
        maxBytes: largest(web, service),
      }),
      maxBytes: largest(web, service),
      declared: { bytes: coming.bytes, sha256: coming.sha256 },
      store: { dir: env.PAYLOAD_DIR, recipient: env.PAYLOAD_RECIPIENT },
      employerId: sender.employer.employerId,
    })
  } finally {
    clearInterval(touch)
  }
}

function largest({ env }: Web, service: Order['service']): number {
  return Math.min(env.MAX_BYTES, service.maxBytes)
}
