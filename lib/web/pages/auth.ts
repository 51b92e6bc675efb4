// Log-in by e-legitimation: next-auth behind two functions, startEleg and finishEleg. It speaks with the broker; who comes in, and as whom,
// is keeper's to say, by the broker's ID token for a nonce of keeper's (lib/keeper/prove-login.ts). The contract of all log-in
// routes (the others are rows of ../listener/form-routes.ts):
//
//   form (method post, plain HTML is enough)  fields                              leads to (303)
//   /api/logga-in/eleg                        next?                               the broker, then as after login
//   /api/logga-in/losenord                    username, password, totp?, next?    as after login
//   /api/logga-ut                             –                                   /logga-in?klart=utloggad
//   /api/foretag                              employerId, next?                   next, else /hem
//
//   After login: one company → chosen, to next or /hem; several → /foretag?next=…; none → /support for a support person,
//   next or /drift for an operator, else /foretag. `next` is a path of ours ("/inlamningar?sida=2"); anything else is dropped.
//   Pages that need no company (after-login.ts) are gone to at once. Who has no account gets none by logging in: they are a guest
//   (../forms/guest-cookie.ts), at `next` where that takes guests, else at /valkommen. The `state` of an answer is used once.
//   A login that fails leads to /logga-in?fel=<LoginFault>[&sekunder=<n>][&next=…]; its sentences: `accounts.loginFault`.
//   A company one may not act for leads to /foretag?fel=foretag[&next=…].
//   A form that asks for a fresh login (lib/access/require-member.ts) sends to /logga-in?next=<its page with ?ifyllt=1>, where a
//   login that goes on may log in again; then it leads back to the form, filled in. The broker's auth_time must be that fresh.
//   A page without session sends to /logga-in?fel=utgangen&next=<its path>.
//   GET  /api/session → {"signedIn": true, "secondsLeft": <n>, "secondsToEnd": <n>} or {"signedIn": false}; no activity.
//   POST /api/session → the same, and counts as activity ("Stanna kvar"). 401 when the session has ended.
//
// Pages: currentSession() and requireSession() in lib/web/pages/session.ts. Without PASSWORD_LOGIN=on the password route is not
// there (404) and the page must not show the form. The portal's Referrer-Policy must be `same-origin` and its CSP must allow
// `form-action 'self' <origin of OIDC_ISSUER>`, since browsers apply form-action to where a form's answer redirects.
import { decode } from 'next-auth/jwt'
import { actorOf } from '#lib/access/actor.ts'
import type { LoginFault } from '#lib/access/login-fault.ts'
import { peekSession } from '#lib/access/read-session.ts'
import { cookieNameFor, credentialOf } from '#lib/access/session-token.ts'
import { spendState } from '#lib/access/spend-state.ts'
import { endSession } from '#lib/access/start-session.ts'
import { readFormFields } from '#lib/door/read-form-fields.ts'
import { readCookies } from '#lib/door/read-headers.ts'
import { requireSameOrigin } from '#lib/door/same-origin.ts'
import { tellNextAuth, type WebEnv } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { afterFailedLogin, afterLogin, asGuest, asksForFresh, loginPage } from '#lib/web/forms/after-login.ts'
import { type Guest, guestCookie, guestOf, noGuestCookie } from '#lib/web/forms/guest-cookie.ts'
import { localPath } from '#lib/web/forms/local-path.ts'
import { noSessionCookies, sessionCookie } from '#lib/web/forms/session-cookie.ts'
import { type ElegRun, nonceCookie, optionsBack, optionsThere, PROVIDER } from './eleg-options.ts'
import { callNextAuth, type NextAuthAnswer } from './next-auth.ts'
import { type RouteContext, seeOther } from './route.ts'

/** POST /api/logga-in/eleg: redirects to the broker, with state, nonce and PKCE verifier in encrypted cookies. */
export async function startEleg(request: Request, { env, keeping, log }: RouteContext): Promise<Response> {
  requireSameOrigin(request.headers, env.PUBLIC_URL)
  const next = localPath((await readFormFields(request.headers.get('content-type'), request.body)).get('next'))
  // Where keeper is away nobody is sent to the broker in vain.
  const begun = await keeping.ask('loginNonce', {}).catch(whenAway)
  if (begun instanceof AppError) return seeOther(awayPage(log, { refusal: begun, next }))
  const { nonce } = begun
  tellNextAuth(env.PUBLIC_URL)
  const options = optionsThere(env, nonce)
  // next-auth also demands its own CSRF token, which is fetched from it here.
  const token = await callNextAuth(options, { method: 'GET', action: ['csrf'], cookies: {} })
  const { csrfToken } = token.body as { csrfToken: string }
  const signIn = await callNextAuth(options, {
    method: 'POST',
    action: ['signin', PROVIDER],
    body: { csrfToken, callbackUrl: next ?? '/' },
    query: { ui_locales: readCookies(request.headers.get('cookie')).sprak === 'en' ? 'en' : 'sv' },
    cookies: readCookies(token.setCookies.map((line) => line.split(';')[0]).join(';')),
  })
  if (!signIn.location || signIn.location.startsWith(new URL(env.PUBLIC_URL).origin))
    return seeOther(afterFailedLogin(log, { fault: 'nere', way: 'eleg', next, cause: signIn.cause }))
  return seeOther(signIn.location, [...cookiesOf(signIn), await nonceCookie(env, nonce)])
}

/** GET /api/auth/callback/eleg: brings the broker's answer home and has keeper log in a person who has an account. */
export async function finishEleg(request: Request, at: RouteContext): Promise<Response> {
  const { db, env, keeping, log, now } = at
  tellNextAuth(env.PUBLIC_URL)
  const cookieHeader = request.headers.get('cookie') ?? undefined
  const query = Object.fromEntries(new URL(request.url).searchParams)
  const cookies = readCookies(cookieHeader)
  const next = nextOf(env.PUBLIC_URL, cookies)
  const broken = query.error === 'access_denied' ? 'avbruten' : 'eleg'
  // Anybody can call this address: no fault of ours or of the broker's, nothing is asked of the broker, and the log gets one line.
  if (!(await isBegunHere(env, cookies, query.state)) || !(await spendState({ db, now }, query.state ?? ''))) {
    log.warn('login.stray', { code: broken, detail: 'eleg' })
    return seeOther(loginPage({ fault: broken, next }))
  }
  const run: ElegRun = {}
  const call = { method: 'GET', action: ['callback', PROVIDER], query, cookies } as const
  const answer = await callNextAuth(optionsBack(env, run), { ...call, action: [...call.action] })
  const failed = (fault: LoginFault) => seeOther(afterFailedLogin(log, { fault, way: 'eleg', next, cause: answer.cause }))
  if (run.idToken === undefined) return failed(broken)
  const browser = { cookieHeader, userAgent: request.headers.get('user-agent') ?? undefined }
  const asked = { idToken: run.idToken, mustBeFresh: asksForFresh(next), ...browser }
  const proof = await keeping.ask('proveLogin', asked).catch(whenAway)
  if (proof instanceof AppError) return seeOther(awayPage(log, { refusal: proof, next }))
  if (proof.kind === 'refused') return failed(FAULTS[proof.why])
  const arrival = { cookieHeader, next, cookies: cookiesOf(answer) }
  if (proof.kind === 'guest') return welcome(at, { ...arrival, guest: guestOf(proof.guest) })
  const gone = noGuestCookie(env.PUBLIC_URL)
  const cookieName = cookieNameFor(env.PUBLIC_URL)
  const session = sessionCookie(cookieName, proof.token)
  const credential = credentialOf(cookieName, proof.token)
  return seeOther(await afterLogin({ db }, { credential, next }), [...arrival.cookies, session, gone])
}

/** What the login page says of an ID token that keeper does not believe. */
const FAULTS = { key: 'eleg', answer: 'eleg', nonce: 'eleg', number: 'eleg', level: 'niva', old: 'gammal' } as const

/** Keeper's refusal to work now (`unavailable`); throws any other. */
function whenAway(error: unknown): AppError {
  if (error instanceof AppError && error.code === 'unavailable' && error.detail !== 'database') return error
  throw error
}

/** The login page with why keeper did not answer. The broker's answer is spent: from there one begins again. */
function awayPage(log: RouteContext['log'], { refusal, next }: { refusal: AppError; next: string | undefined }): string {
  log.fault('login.failed', refusal, { code: refusal.detail ?? refusal.code, detail: 'eleg' })
  const parameters = { fel: refusal.code, ...(refusal.detail && { fall: refusal.detail }), ...(next && { next }) }
  return `/logga-in?${new URLSearchParams(parameters)}`
}

type GuestArrival = { guest: Guest; cookieHeader: string | undefined; next: string | undefined; cookies: string[] }

/** Somebody else's login in this browser ends, as at any login. */
async function welcome(
  { db, env, log, now }: RouteContext,
  { guest, cookieHeader, next, cookies }: GuestArrival,
): Promise<Response> {
  const session = await peekSession({ db }, cookieHeader)
  if (session) await endSession({ db, actor: actorOf(session) })
  log.info('login.guest')
  return seeOther(asGuest(next), [...cookies, ...noSessionCookies(), await guestCookie({ env, now }, guest)])
}

/** Whether this browser began the login of which an answer with this `state` has come, as next-auth's cookie says. */
async function isBegunHere(env: WebEnv, cookies: Record<string, string>, state: string | undefined): Promise<boolean> {
  const name = `${cookieNameFor(env.PUBLIC_URL)}-state`
  if (!cookies[name] || state === undefined) return false
  const held = await decode({ token: cookies[name], secret: env.SESSION_SECRET, salt: name }).catch(() => null)
  return held?.value === state
}

/** The page to go to after log-in, from next-auth's cookie. */
function nextOf(publicUrl: string, cookies: Record<string, string>): string | undefined {
  const { origin } = new URL(publicUrl)
  const address = cookies[`${cookieNameFor(publicUrl)}-next`]
  const next = address?.startsWith(origin) ? localPath(address.slice(origin.length)) : undefined
  return next === '/' ? undefined : next
}

/** next-auth's cookies without its CSRF token, which is used in this process only. */
const cookiesOf = ({ setCookies }: NextAuthAnswer): string[] => setCookies.filter((line) => !/^[^=]*-csrf=/.test(line))
