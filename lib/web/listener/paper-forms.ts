// Forms on paper at the operator's desk.
import { actorOf } from '#lib/access/actor.ts'
import type { Session } from '#lib/access/read-session.ts'
import { sendSeeOther } from '#lib/door/reply.ts'
import type { Call } from '#lib/door/route.ts'
import { AppError } from '#lib/errors.ts'
import { type Fields, readForm } from '#lib/intake/read-form.ts'
import { confirmPaper, MOST_PAPER_BYTES, openPaper, registerPaper } from '#lib/joining/desk/register-paper.ts'
import { caseReferenceOf, readSeenVersion, UUID } from './desk-forms.ts'
import { plainForm } from './plain-form.ts'
import type { Web } from './web.ts'

/** POST /api/drift/anslutningar/papper: by what stands on the form. */
export const openPaperForm = plainForm<Session>(async ({ db }, { fields, now }, session) => {
  const said = { reference: fields.get('referens') ?? '', code: fields.get('kod') ?? '' }
  const { reference } = await openPaper({ db, actor: actorOf(session), now }, said)
  return { to: `/drift/anslutningar/${reference}` }
})

/** POST /api/drift/anslutningar/{referens}/papper: the scanned form, with a tick for each signature on it. */
export async function registerPaperForm({ db, log }: Web, call: Call, session: Session): Promise<void> {
  const { request, response, now } = call
  const reference = caseReferenceOf(call)
  if (request.headers.expect !== undefined) response.writeContinue()
  const fields: Fields = new Map()
  let file = { name: '', bytes: new Uint8Array() }
  await readForm({ request, fields, fileField: 'fil' }, async ({ name, body }) => {
    file = { name, bytes: await readBytes(body) }
  })
  const { applicationId, digest } = readSeenVersion((name) => fields.get(name))
  const ticked = [...fields.keys()].flatMap((name) => (name.startsWith('part-') ? [name.slice('part-'.length)] : []))
  if (!ticked.every((id) => UUID.test(id))) throw new AppError('invalid', 'paper_signers')
  const input = { applicationId, digest, signers: ticked, hasApplicant: fields.has('sokande'), ...file }
  await registerPaper({ db, actor: actorOf(session), now }, input)
  log.info('application.paper', { code: 'registered' })
  sendSeeOther(response, `/drift/anslutningar/${reference}?klart=inskriven`)
}

/** POST /api/drift/anslutningar/{referens}/papper/bekrafta. */
export const confirmPaperForm = plainForm<Session>(async ({ db, log }, call, session) => {
  const reference = caseReferenceOf(call)
  const { applicationId, digest } = readSeenVersion((name) => call.fields.get(name))
  const entryId = call.fields.get('blankett') ?? ''
  if (!UUID.test(entryId)) throw new AppError('not_found', 'application')
  await confirmPaper({ db, actor: actorOf(session), now: call.now }, { applicationId, digest, entryId })
  log.info('application.paper', { code: 'confirmed' })
  return { to: `/drift/anslutningar/${reference}?klart=bekraftad` }
})

async function readBytes(body: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = []
  let count = 0
  for await (const part of body) {
    count += part.length
    if (count > MOST_PAPER_BYTES) throw new AppError('too_large', 'paper')
    parts.push(part)
  }
  return new Uint8Array(Buffer.concat(parts))
}
