// The forms of logging in without e-legitimation: the link by which it is chosen, one's own page, an administrator's, an operator's.
// `not_found` unless PASSWORD_LOGIN is on. The login itself: password-login.ts, passkey-login.ts.
import { type ActorContext, actorOf, type PersonActor } from '#lib/access/actor.ts'
import { changeCodeApp, changePassword, dropOwnLogin, openOwnLogin } from '#lib/access/factors/change-own-login.ts'
import { chooseByLink } from '#lib/access/factors/choose-by-link.ts'
import { openColleagueLogin } from '#lib/access/factors/colleague-login.ts'
import { giveLoginLink } from '#lib/access/factors/give-login-link.ts'
import { giveLoginAsOperator, openLoginAsOperator } from '#lib/access/factors/operator-login.ts'
import { addPasskey, removePasskey } from '#lib/access/factors/passkeys.ts'
import { switchPasswordLogin } from '#lib/access/factors/password-switch.ts'
import type { Session } from '#lib/access/read-session.ts'
import { AppError } from '#lib/errors.ts'
import type { OwnLoginDoneWord } from '#lib/text/own-login.ts'
import { companyForm } from './company-forms.ts'
import { type FormCall, plainForm } from './plain-form.ts'
import type { Web } from './web.ts'

/** POST /api/losenord/{token}. */
export const chooseByLinkForm = plainForm<undefined>(async ({ db, env }, { fields, params, now }) => {
  requireOn(env)
  const password = passwordIn(fields)
  const [username = '', totp = '', code = ''] = ['anvandarnamn', 'totp', 'kod'].map((name) => fields.get(name) ?? '')
  await chooseByLink({ db, now }, { token: params.token ?? '', username, password, totp, code, pepper: env.PERSON_KEY })
  return { to: '/logga-in?klart=valt' }
})

/** POST /api/konto/losenord. */
export const changePasswordForm = ownForm(async (at, { fields }) => {
  await changePassword(at, passwordIn(fields))
  return 'losenord'
})

/** POST /api/konto/kodapp. */
export const changeCodeAppForm = ownForm(async (at, { fields }, { PERSON_KEY: pepper }) => {
  await changeCodeApp(at, { offered: fields.get('kodapp') ?? '', code: fields.get('totp') ?? '', pepper })
  return 'kodapp'
})

/** POST /api/konto/passkey. */
export const addPasskeyForm = ownForm(async (at, { fields }, env) => {
  const place = { publicUrl: env.PUBLIC_URL, pepper: env.PERSON_KEY }
  await addPasskey(at, { answer: fields.get('svar') ?? '', label: fields.get('namn') ?? '', place })
  return 'passkey'
})

/** POST /api/konto/passkey/ta-bort. */
export const removePasskeyForm = ownForm(async (at, { fields }) => {
  await removePasskey(at, fields.get('id') ?? '')
  return 'passkey-borta'
})

/** POST /api/konto/inloggning/las-upp. */
export const openOwnLoginForm = ownForm(async (at, _call, { PERSON_KEY }) => {
  await openOwnLogin(at, PERSON_KEY)
  return 'upplast'
})

/** POST /api/konto/inloggning/ta-bort. */
export const dropOwnLoginForm = ownForm(async (at) => {
  await dropOwnLogin(at)
  return 'borta'
})

/** POST /api/foretaget/personer/{id}/inloggning. */
export const giveLoginForm = companyForm(async ({ env }, { params, employerId, ...at }) => {
  requireOn(env)
  await giveLoginLink(at, { personId: personIn(params), employerId, pepper: env.PERSON_KEY })
  return 'inloggning-lank'
})

/** POST /api/foretaget/personer/{id}/las-upp. */
export const openColleagueLoginForm = companyForm(async ({ env }, { params, employerId, ...at }) => {
  requireOn(env)
  await openColleagueLogin(at, { personId: personIn(params), employerId, pepper: env.PERSON_KEY })
  return 'inloggning-upplast'
})

/** POST /api/foretaget/inloggning. */
export const passwordSwitchForm = companyForm(async (_web, { fields, employerId, ...at }) => {
  const isOn = fields.get('inloggning') === 'pa'
  await switchPasswordLogin(at, { employerId, isOn })
  return isOn ? 'inloggning-pa' : 'inloggning-av'
})

/** POST /api/drift/inloggning. */
export const operatorLoginForm = plainForm<Session>(async ({ db, env }, { fields, now }, session) => {
  requireOn(env)
  const at = { db, actor: actorOf(session), now }
  const whom = { typed: fields.get('person') ?? '', pepper: env.PERSON_KEY }
  const opens = fields.get('gor') === 'las-upp'
  await (opens ? openLoginAsOperator(at, whom) : giveLoginAsOperator(at, whom))
  return { to: `/drift/inloggning?klart=${opens ? 'upplast' : 'lank'}` }
})

type PerformOwn = (at: ActorContext<PersonActor>, call: FormCall, env: Web['env']) => Promise<OwnLoginDoneWord>

/** Leads to the page of one's own login with ?klart=<result of `perform`>. */
function ownForm(perform: PerformOwn) {
  return plainForm<Session>(async ({ db, env }, call, session) => {
    requireOn(env)
    return { to: `/konto/inloggning?klart=${await perform({ db, actor: actorOf(session), now: call.now }, call, env)}` }
  })
}

/** Refuses (`invalid`, `password_again`) one that is not the same twice. */
function passwordIn(fields: FormCall['fields']): string {
  const password = fields.get('losenord') ?? ''
  if (password.normalize('NFC') !== (fields.get('igen') ?? '').normalize('NFC')) throw new AppError('invalid', 'password_again')
  return password
}

function personIn({ id = '' }: FormCall['params']): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new AppError('not_found', 'person')
  return id
}

export function requireOn({ PASSWORD_LOGIN }: Web['env']): void {
  if (PASSWORD_LOGIN !== 'on') throw new AppError('not_found')
}
