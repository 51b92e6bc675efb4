// Resumable hand-in: /api/uppladdningar, tus 1.0 (contracts: "Portal upload").
import { readSession } from '#lib/access/read-session.ts'
import { requireSameOrigin } from '#lib/door/same-origin.ts'
import { answerUpload } from '#lib/door/tus/answer-upload.ts'
import { NotTaken } from '#lib/door/tus/not-taken.ts'
import type { Uploader } from '#lib/door/tus/uploader.ts'
import { AppError } from '#lib/errors.ts'
import { cleanFileName } from '#lib/intake/clean-file-name.ts'
import { readKey } from '#lib/intake/read-key.ts'
import { hasUnseen } from './has-unseen.ts'
import { requireService } from './order.ts'
import { digestOf, header } from './read-header.ts'
import { sendWebReport } from './send-report.ts'
import type { Web, WebCall } from './web.ts'
import { requireWebCaller, type WebCaller } from './web-caller.ts'

const PATH = '/api/uppladdningar'
/** A file on its way is activity: it may take longer than a login may idle. */
const TOUCH_EVERY_MS = 5 * 60_000

/** Every method of tus, on the collection or one upload. What belongs to a person may be gone on with in their next login. */
export async function upload(web: Web, call: WebCall): Promise<void> {
  const { request, response, now } = call
  requireOwnPage(web, call)
  const sender = await requireWebCaller(web, call)
  const encoding = request.headers['content-encoding']
  if (encoding !== undefined && encoding !== 'identity') throw new AppError('unsupported', 'encoding')
  const touch = setInterval(() => {
    // If it fails, `agree` says so when the file has come.
    readSession({ db: web.db, now: new Date() }, request.headers.cookie).catch(() => {})
  }, TOUCH_EVERY_MS)
  const answer = () =>
    answerUpload({ ...web, ...web.uploads }, uploaderOf(web, call, sender), { request, response, path: PATH, now })
  try {
    if (request.method === 'PATCH' || request.method === 'POST') await web.gate.run(sender.employer.employerId, answer)
    else await answer()
  } catch (error) {
    if (!(error instanceof NotTaken)) throw error
    sendWebReport(web, call, error)
  } finally {
    clearInterval(touch)
  }
}

/** Browsers say where a request comes from; some old ones do not for HEAD, which another site cannot make without our leave. */
function requireOwnPage({ env }: Web, { request }: WebCall): void {
  const { headers, method } = request
  const says = headers.origin !== undefined || headers['sec-fetch-site'] !== undefined
  if (method === 'HEAD' && !says && headers['tus-resumable'] !== undefined) return
  requireSameOrigin(headers, env.PUBLIC_URL)
}

function uploaderOf(web: Web, call: WebCall, sender: WebCaller): Uploader {
  const { personId, sessionId } = sender.session
  const { employerId, orgnr } = sender.employer
  return {
    ...{ employerId, orgnr, personId, way: 'browser' },
    actor: { kind: 'person', personId, sessionId },
    order: ({ tjanst, arbetsgivare, filename, sha256 }) => ({
      service: requireService({ service: tjanst ?? undefined, employer: arbetsgivare ?? undefined }, sender, call.now),
      fileName: nameOf(filename),
      sha256: digestOf(sha256 ?? undefined),
      idempotencyKey: readKey(header(call, 'idempotency-key')),
    }),
    async agree(file) {
      await requireSamePerson(web, call, sender)
      if (hasUnseen(file.report, header(call, 'x-sedda'))) throw new NotTaken('unseen', file)
    },
  }
}

function nameOf(filename: string | null | undefined): string {
  if (filename === undefined || filename === null) throw new AppError('invalid', 'file_name')
  return cleanFileName(filename)
}

/** The login may be another by now, the person and whom they act for not. */
async function requireSamePerson(web: Web, { request }: WebCall, { session }: WebCaller): Promise<void> {
  const again = await readSession({ db: web.db, now: new Date() }, request.headers.cookie)
  if (again?.personId !== session.personId || again.employerId !== session.employerId) throw new AppError('not_signed_in')
}
