// Files of an application to join: what shows who may sign, and the form to print.
import { once } from 'node:events'
import { actorOf } from '#lib/access/actor.ts'
import type { Session } from '#lib/access/read-session.ts'
import { endEarly } from '#lib/door/end-connection.ts'
import { sendSeeOther } from '#lib/door/reply.ts'
import type { Call } from '#lib/door/route.ts'
import { AppError } from '#lib/errors.ts'
import { readBody, UploadAborted } from '#lib/intake/read-body.ts'
import { readForm } from '#lib/intake/read-form.ts'
import { addBasis, MOST_BASIS_BYTES, readBasis, removeBasis } from '#lib/joining/basis-file.ts'
import { printApplication } from '#lib/joining/print-application.ts'
import { findApplication } from '#lib/joining/read-application.ts'
import { plainForm } from './plain-form.ts'
import { faultPage, problemFrom } from './send-back.ts'
import type { Web } from './web.ts'

/** Milliseconds that a file may take to come. */
const FILE_MS = 5 * 60_000

const stepPage = (reference: string): string => `/anslut/${reference}/firmateckning`

/** POST /api/anslut/{referens}/underlag: one PDF, as a browser's form sends it. */
export async function addBasisForm(web: Web, call: Call, session: Session): Promise<void> {
  const { request, response, params, now } = call
  const reference = params.referens ?? ''
  try {
    const at = { db: web.db, actor: actorOf(session), now }
    if (request.headers.expect !== undefined) response.writeContinue()
    let file: { name: string; bytes: Uint8Array<ArrayBuffer> } | undefined
    await readForm(
      { request, fields: new Map(), fileField: 'fil', body: readBody(request, { longestMs: FILE_MS }) },
      async (part) => {
        file = { name: part.name, bytes: await readBytes(part.body) }
      },
    )
    if (!file) throw new AppError('invalid', 'no_file')
    await addBasis(at, { reference, ...file, keeping: web.keeping })
    sendSeeOther(response, `${stepPage(reference)}?klart=underlag#underlag`)
  } catch (error) {
    if (error instanceof UploadAborted) throw error
    const problem = problemFrom(web, call, error)
    endEarly(request, response)
    sendSeeOther(response, faultPage(problem, stepPage(reference)))
  }
}

async function readBytes(body: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = []
  let bytes = 0
  for await (const piece of body) {
    bytes += piece.length
    if (bytes > MOST_BASIS_BYTES) throw new AppError('too_large', 'basis')
    pieces.push(Uint8Array.from(piece))
  }
  return new Uint8Array(Buffer.concat(pieces))
}

/** POST /api/anslut/{referens}/underlag/ta-bort. */
export const removeBasisForm = plainForm<Session>(async (web, { fields, params, now }, session) => {
  const reference = params.referens ?? ''
  const fileId = fields.get('id') ?? ''
  if (!isId(fileId)) throw new AppError('not_found', 'application')
  await removeBasis({ db: web.db, actor: actorOf(session), now }, { reference, fileId, keeping: web.keeping })
  return { to: `${stepPage(reference)}?klart=borttaget#underlag` }
})

/** GET /api/anslut/{referens}/underlag/{id}: to be saved, never shown by the browser as ours. */
export async function giveBasis({ db }: Web, { response, params }: Call, session: Session): Promise<void> {
  const { referens: reference = '', id: fileId = '' } = params
  if (!isId(fileId)) throw new AppError('not_found', 'application')
  const { name, bytes } = await readBasis({ db, actor: actorOf(session) }, { reference, fileId })
  await givePdf(response, { name: name.replaceAll(/[^\w.-]/g, '_'), bytes })
}

/** GET /api/anslut/{referens}/blankett: the application with lines to sign on, once it has been sent for signature. */
export async function givePrint({ db }: Web, { response, params, now }: Call, session: Session): Promise<void> {
  const { document, digest } = await findApplication({ db, actor: actorOf(session), now }, params.referens ?? '')
  if (!document || digest === null) throw new AppError('conflict', 'application_state')
  await givePdf(response, { name: `ansokan-${document.reference}.pdf`, bytes: await printApplication(document) })
}

async function givePdf(response: Call['response'], { name, bytes }: { name: string; bytes: Uint8Array }): Promise<void> {
  response.writeHead(200, {
    'Content-Type': 'application/pdf',
    'Content-Length': bytes.length,
    'Content-Disposition': `attachment; filename="${name}"`,
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    'Cache-Control': 'no-store',
  })
  response.end(bytes)
  await once(response, 'close')
}

const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
