// The forms of an application to join: begun, filled in step by step, sent for signature, answered.
import { actorOf } from '#lib/access/actor.ts'
import type { Session } from '#lib/access/read-session.ts'
import { readOwnMail } from '#lib/access/verify-mail.ts'
import { localeOf } from '#lib/door/locale.ts'
import { readFormFields } from '#lib/door/read-form-fields.ts'
import { readCookies } from '#lib/door/read-headers.ts'
import { sendReply } from '#lib/door/reply.ts'
import type { Call } from '#lib/door/route.ts'
import { AppError } from '#lib/errors.ts'
import { readBody } from '#lib/intake/read-body.ts'
import { APPLICATION_KINDS } from '#lib/joining/application.ts'
import { askParties } from '#lib/joining/ask-parties.ts'
import { reopenApplication, withdrawApplication } from '#lib/joining/change-application.ts'
import { declineApplication } from '#lib/joining/decline-application.ts'
import { stepsOf } from '#lib/joining/fields.ts'
import { isNamed, openLink, readLink } from '#lib/joining/open-link.ts'
import { findApplication } from '#lib/joining/read-application.ts'
import { saveFields } from '#lib/joining/save-fields.ts'
import { startApplication } from '#lib/joining/start-application.ts'
import { openGuestCookie } from '../forms/guest-cookie.ts'
import { identify } from './identify.ts'
import { type FormCall, plainForm } from './plain-form.ts'
import type { Web } from './web.ts'

/** POST /api/anslut: begins one, also for a guest, who becomes a person by it. */
export const startJoining = plainForm<undefined>(async (web, call) => {
  const kind = APPLICATION_KINDS.find((known) => known === call.fields.get('slag')) ?? 'join'
  const { actor, cookies, personnummer } = await identify(web, call)
  const at = { db: web.db, actor, now: call.now }
  const { reference } = await startApplication(at, { kind, personnummer, keeping: web.keeping })
  return { to: `/anslut/${reference}/du`, cookies }
})

/** POST /api/anslut/oppna: opens it for who is named in it, by a link's token or its reference; a guest becomes a person by it. */
export const openJoining = plainForm<undefined>(async (web, call) => {
  const { db, env } = web
  const [token, reference] = [call.fields.get('lank') ?? '', call.fields.get('referens') ?? '']
  const guest = await openGuestCookie({ env, now: call.now }, readCookies(call.request.headers.cookie))
  // Nobody gets an account by a link that is not theirs.
  if (guest) {
    const { personKey } = guest
    const isTheirs = token
      ? (await readLink({ db }, { token, personKey })) === 'yours'
      : await isNamed({ db }, { reference, personKey })
    if (!isTheirs) throw new AppError('not_found', 'application')
  }
  const { actor, cookies } = await identify(web, call)
  const at = { db, actor, now: call.now }
  const opened = token ? await openLink(at, token) : await findApplication(at, reference)
  return { to: `/anslut/${opened.reference}`, cookies }
})

/** POST /api/anslut/{referens}/steg/{steg}: keeps a step and goes on to the next one; `gor` says another thing to do. */
export const saveStep = plainForm<Session>(async (web, call, session) => {
  const { fields, params, now } = call
  const { referens: reference = '', steg: step = '' } = params
  const at = { db: web.db, actor: actorOf(session), now }
  const [act = '', count = ''] = (fields.get('gor') ?? '').split(':')
  const rows = act === 'fler' ? ({ count, by: 1 } as const) : act === 'farre' ? ({ count, by: -1 } as const) : undefined
  const { keeping } = web
  const { faults, mail } = await saveFields(at, { reference, step, typed: typedIn(fields), rows, keeping })
  const page = `/anslut/${reference}/${step}`
  if (rows) return { to: `${page}#${count}` }
  if (faults.some(({ fault }) => fault !== 'unverified' && fault !== 'number')) return { to: `${page}?visa=fel` }
  if (faults.some(({ fault }) => fault === 'unverified')) {
    const outcome = await verifyMail(web, call, { session, mail, page })
    if (outcome === 'asked') return { to: `${page}?klart=kod#kod` }
  }
  const { kind } = await findApplication(at, reference)
  const steps = stepsOf(kind)
  const next = steps[steps.findIndex(({ id }) => id === step) + 1]
  return { to: `/anslut/${reference}/${next?.id ?? 'granska'}` }
})

type VerifyMailInput = { session: Session; mail: string; page: string }

/** By the code in the field `kod`; without one it is mailed. */
async function verifyMail(web: Web, call: FormCall, { session, mail, page }: VerifyMailInput): Promise<'asked' | 'verified'> {
  const { keeping } = web
  const { credential } = session
  const language = localeOf(call.request)
  const code = (call.fields.get('kod') ?? '').trim()
  const { pending } = await readOwnMail({ db: web.db, actor: actorOf(session), now: call.now })
  if (code === '' || pending?.address !== mail.toLowerCase())
    return (await keeping.ask('askMailCode', { credential, address: mail, language, path: page })).outcome
  await keeping.ask('confirmMailCode', { credential, code, language })
  return 'verified'
}

/** POST /api/anslut/{referens}/steg/{steg}/falt: keeps what stands in a field that was just left, and says what is wrong with it. */
export async function saveField(web: Web, call: Call, session: Session): Promise<void> {
  const { request, params, now } = call
  const fields = await readFormFields(request.headers['content-type'], readBody(request, { longestMs: 60_000 }))
  const { referens: reference = '', steg: step = '' } = params
  const typed = typedIn(fields)
  const at = { db: web.db, actor: actorOf(session), now }
  const { faults } = await saveFields(at, { reference, step, typed, keeping: web.keeping })
  sendReply(call, {
    status: 200,
    json: { fel: faults.filter(({ field }) => typed.has(field)).map(({ field, fault }) => ({ field, fault })) },
  })
}

/** Names that are no fields of the application. */
const NOT_FIELDS = new Set(['gor', 'kod'])

function typedIn(fields: URLSearchParams): Map<string, string[]> {
  return new Map([...new Set(fields.keys())].filter((name) => !NOT_FIELDS.has(name)).map((name) => [name, fields.getAll(name)]))
}

/** POST /api/anslut/{referens}/skicka: to those named, or (`satt`: papper) to be printed. */
export const askJoining = onApplication(async (web, { at, fields, reference, language }) => {
  const way = fields.get('satt') === 'papper' ? 'paper' : 'eleg'
  const { isHandedIn } = await askParties(at, { reference, way, language, keeping: web.keeping })
  return isHandedIn ? 'inskickad' : way === 'paper' ? 'papper' : 'skickad'
})

/** POST /api/anslut/{referens}/andra. */
export const reopenJoining = onApplication(async (_web, { at, reference }) => {
  await reopenApplication(at, reference)
  return 'oppnad'
})

/** POST /api/anslut/{referens}/aterta. */
export const withdrawJoining = onApplication(async (_web, { at, reference }) => {
  await withdrawApplication(at, reference)
  return 'atertagen'
})

/** POST /api/anslut/{referens}/nej. */
export const declineJoining = onApplication(async (_web, { at, reference }) => {
  await declineApplication(at, (await findApplication(at, reference)).id)
  return 'nej'
})

type ApplicationCall = {
  at: { db: Web['db']; actor: ReturnType<typeof actorOf>; now: Date }
  fields: URLSearchParams
  reference: string
  language: ReturnType<typeof localeOf>
}

/** A form on an application's own page, which it leads back to with ?klart=<what was done>. */
function onApplication(perform: (web: Web, call: ApplicationCall) => Promise<string>) {
  return plainForm<Session>(async (web, { fields, params, request, now }, session) => {
    const reference = params.referens ?? ''
    const at = { db: web.db, actor: actorOf(session), now }
    const done = await perform(web, { at, fields, reference, language: localeOf(request) })
    return { to: `/anslut/${reference}?klart=${done}` }
  })
}
