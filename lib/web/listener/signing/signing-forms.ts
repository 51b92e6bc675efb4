import { actorOf } from '#lib/access/actor.ts'
import { beginSigning } from '#lib/access/begin-signing.ts'
import type { Session } from '#lib/access/read-session.ts'
import { takeSigning } from '#lib/access/take-signing.ts'
import { localeOf } from '#lib/door/locale.ts'
import { sendSeeOther } from '#lib/door/reply.ts'
import type { Call } from '#lib/door/route.ts'
import { AppError } from '#lib/errors.ts'
import { readSignable } from '#lib/joining/read-signable.ts'
import { type Landing, plainForm } from '../plain-form.ts'
import { faultPage, problemFrom } from '../send-back.ts'
import type { Web } from '../web.ts'
import { askForSignature, newState } from './ask-for-signature.ts'
import { discoverBroker, signingWay } from './discover-broker.ts'
import { redeemAnswer } from './redeem-answer.ts'

/** The page that posts the request to the broker. */
const GOING_PAGE = '/anslut/skriv-under'

const pageOf = (reference: string): string => `/anslut/${reference}`

/** POST /api/skriv-under: the person is shown nothing more here, and signs at the broker what the application's page has shown. */
export const beginSigningForm = plainForm<Session>(async ({ db, env, keeping }, call, session): Promise<Landing> => {
  const { fields, now, request } = call
  const [actor, applicationId] = [actorOf(session), uuidIn(fields.get('ansokan'))]
  const { reference, digest, shown, personnummer } = await readSignable({ db, actor, now }, { applicationId, keeping })
  // What was read is what is signed: another tab, or another of the parties, may have changed it since.
  if ((fields.get('digest') ?? digest) !== digest) throw new AppError('conflict', 'application_changed')
  const metadata = await discoverBroker(env)
  const [way, state] = [signingWay(env, metadata), newState()]
  const subject = { applicationId, way, digest, shown }
  await beginSigning({ db, actor, now }, { ...subject, state })
  const locale = localeOf(request)
  const going = await askForSignature({ env, metadata, state, subject: { ...subject, reference }, personnummer, locale, now })
  return going.kind === 'address' ? { to: going.address } : { to: GOING_PAGE, shown: JSON.stringify(going) }
})

/** GET /api/auth/callback/skriv-under: the broker's answer. Leads to the application's page, signed or with why not. */
export async function finishSigning(web: Web, call: Call, session: Session): Promise<void> {
  const { db, env, keeping, log } = web
  const { url, now, response } = call
  const actor = actorOf(session)
  const taken = await takeSigning({ db, actor, now }, url.searchParams.get('state') ?? '')
  const { reference, applicationId, way, digest } = taken
  try {
    const metadata = await discoverBroker(env)
    const { credential } = session
    const redeemed = await redeemAnswer({ env, metadata, answer: url.searchParams, subject: taken, now })
    const { isHandedIn } = await keeping.ask('acceptSignature', { credential, applicationId, digest, way, ...redeemed })
    log.info('application.sign', { detail: way })
    sendSeeOther(response, `${pageOf(reference)}?klart=${isHandedIn ? 'inskickad' : 'underskrift'}`)
  } catch (error) {
    sendSeeOther(response, faultPage(problemFrom(web, call, error), pageOf(reference)))
  }
}

function uuidIn(text: string | null): string {
  if (!text || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)) throw new AppError('not_found', 'application')
  return text
}
