// What operators do at their desk: decisions about applications, forms on paper, supporting files.
import { create as contentDisposition } from 'content-disposition'
import { actorOf } from '#lib/access/actor.ts'
import type { Session } from '#lib/access/read-session.ts'
import type { Call } from '#lib/door/route.ts'
import { AppError } from '#lib/errors.ts'
import { parseReference } from '#lib/identifiers.ts'
import { approveApplication } from '#lib/joining/desk/approve-application.ts'
import { decideApplication } from '#lib/joining/desk/decide-application.ts'
import { openCaseFile } from '#lib/joining/desk/read-case.ts'
import type { DeskWord } from '#lib/text/desk.ts'
import { type FormCall, plainForm } from './plain-form.ts'
import type { Web } from './web.ts'

/** POST /api/drift/anslutningar/{referens}/beslut. */
export const decisionForm = plainForm<Session>(async (web, call, session) => {
  const reference = caseReferenceOf(call)
  const done = await decide(web, call, session)
  web.log.info('application.decided', { code: done })
  return { to: `/drift/anslutningar/${reference}?klart=${done}` }
})

async function decide({ db, env, keeping }: Web, { fields, now, ...call }: FormCall, session: Session): Promise<DeskWord> {
  const context = { db, actor: actorOf(session), now }
  const seen = readSeenVersion((name) => fields.get(name))
  switch (fields.get('beslut')) {
    case 'granska':
      await decideApplication(context, { ...seen, decision: 'review' })
      return 'granska'
    case 'komplettera':
      await decideApplication(context, { ...seen, decision: 'return', reason: fields.get('skal') ?? '' })
      return 'komplettera'
    case 'avsla':
      await decideApplication(context, { ...seen, decision: 'decline', reason: fields.get('skal') ?? '' })
      return 'avslagen'
    case 'godkann': {
      const became = await approveApplication(context, {
        ...{ ...seen, reference: caseReferenceOf(call) },
        ...{ paperDays: env.PAPER_DELAY_DAYS, keeping },
      })
      return became === 'approved' ? 'godkand' : became === 'second' ? 'andra' : 'senare'
    }
    default:
      throw new AppError('invalid')
  }
}

/** The application as the page showed it. */
export function readSeenVersion(read: (name: string) => string | null | undefined) {
  const [applicationId = '', version = '', digest = ''] = ['id', 'version', 'digest'].map((name) => read(name) ?? '')
  if (!UUID.test(applicationId) || !/^\d{1,9}$/.test(version) || !/^[0-9a-f]{64}$/.test(digest))
    throw new AppError('not_found', 'application')
  return { applicationId, version: Number(version), digest }
}

export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Refuses (`not_found`, `application`) any other spelling than the canonical one. */
export function caseReferenceOf({ params: { referens = '' } }: Pick<Call, 'params'>): string {
  if (parseReference(referens) !== referens) throw new AppError('not_found', 'application')
  return referens
}

/**
 * GET /api/drift/anslutningar/{referens}/fil/{id}: a PDF from outside, as an attachment that no browser opens in the portal's name.
 * Refuses (`cross_site`, `site`) what another site has caused, since opening is recorded.
 */
export async function openCaseFileRoute({ db }: Web, call: Call, session: Session): Promise<void> {
  const { request, response, params } = call
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new AppError('cross_site', 'site')
  const fileId = params.id ?? ''
  if (!UUID.test(fileId)) throw new AppError('not_found', 'application')
  const { name, bytes } = await openCaseFile({ db, actor: actorOf(session) }, { reference: caseReferenceOf(call), fileId })
  response.writeHead(200, {
    'Content-Type': 'application/pdf',
    'Content-Length': bytes.length,
    'Content-Disposition': contentDisposition(name, { type: 'attachment' }),
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cache-Control': 'no-store',
  })
  response.end(request.method === 'HEAD' ? undefined : bytes)
}
