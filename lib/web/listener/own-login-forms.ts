// The forms of logging in without e-legitimation: the link by which it is chosen, one's own page, an administrator's, an operator's.
// `not_found` unless PASSWORD_LOGIN is on. The login itself: password-login.ts, passkey-login.ts.
import { switchPasswordLogin } from '#lib/access/factors/password-switch.ts'
import type { Session } from '#lib/access/read-session.ts'
import { AppError } from '#lib/errors.ts'
import type { Keeping } from '#lib/keeping/open-keeping.ts'
import type { OwnLoginDoneWord } from '#lib/text/own-login.ts'
import { companyForm } from './company-forms.ts'
import { type FormCall, plainForm } from './plain-form.ts'
import type { Web } from './web.ts'

/** POST /api/losenord/{token}. */
export const chooseByLinkForm = plainForm<undefined>(async ({ env, keeping }, { fields, params }) => {
  requireOn(env)
  const password = passwordIn(fields)
  const [username = '', totp = '', code = ''] = ['anvandarnamn', 'totp', 'kod'].map((name) => fields.get(name) ?? '')
  await keeping.ask('chooseByLink', { token: params.token ?? '', username, password, totp, code })
  return { to: '/logga-in?klart=valt' }
})

/** POST /api/konto/losenord. */
export const changePasswordForm = ownForm(async (keeping, { fields }, credential) => {
  await keeping.ask('changePassword', { credential, password: passwordIn(fields) })
  return 'losenord'
})

/** POST /api/konto/kodapp. */
export const changeCodeAppForm = ownForm(async (keeping, { fields }, credential) => {
  const typed = { offered: fields.get('kodapp') ?? '', code: fields.get('totp') ?? '' }
  await keeping.ask('changeCodeApp', { credential, ...typed })
  return 'kodapp'
})

/** POST /api/konto/passkey. */
export const addPasskeyForm = ownForm(async (keeping, { fields }, credential) => {
  const typed = { answer: fields.get('svar') ?? '', label: fields.get('namn') ?? '' }
  await keeping.ask('addPasskey', { credential, ...typed })
  return 'passkey'
})

/** POST /api/konto/passkey/ta-bort. */
export const removePasskeyForm = ownForm(async (keeping, { fields }, credential) => {
  await keeping.ask('removePasskey', { credential, passkeyId: fields.get('id') ?? '' })
  return 'passkey-borta'
})

/** POST /api/konto/inloggning/las-upp. */
export const openOwnLoginForm = ownForm(async (keeping, _call, credential) => {
  await keeping.ask('openOwnLogin', { credential })
  return 'upplast'
})

/** POST /api/konto/inloggning/ta-bort. */
export const dropOwnLoginForm = ownForm(async (keeping, _call, credential) => {
  await keeping.ask('dropOwnLogin', { credential })
  return 'borta'
})

/** POST /api/foretaget/personer/{id}/inloggning. */
export const giveLoginForm = companyForm(async ({ env, keeping }, { params, employerId, actor: { credential } }) => {
  requireOn(env)
  await keeping.ask('giveLoginLink', { credential, personId: personIn(params), employerId })
  return 'inloggning-lank'
})

/** POST /api/foretaget/personer/{id}/las-upp. */
export const openColleagueLoginForm = companyForm(async ({ env, keeping }, { params, employerId, actor: { credential } }) => {
  requireOn(env)
  await keeping.ask('openColleagueLogin', { credential, personId: personIn(params), employerId })
  return 'inloggning-upplast'
})

/** POST /api/foretaget/inloggning. */
export const passwordSwitchForm = companyForm(async (_web, { fields, employerId, ...at }) => {
  const isOn = fields.get('inloggning') === 'pa'
  await switchPasswordLogin(at, { employerId, isOn })
  return isOn ? 'inloggning-pa' : 'inloggning-av'
})

/** POST /api/drift/inloggning. */
export const operatorLoginForm = plainForm<Session>(async ({ env, keeping }, { fields }, { credential }) => {
  requireOn(env)
  const opens = fields.get('gor') === 'las-upp'
  await keeping.ask(opens ? 'openLoginAsOperator' : 'giveLoginAsOperator', { credential, typed: fields.get('person') ?? '' })
  return { to: `/drift/inloggning?klart=${opens ? 'upplast' : 'lank'}` }
})

type PerformOwn = (keeping: Keeping, call: FormCall, credential: string) => Promise<OwnLoginDoneWord>

/** Leads to the page of one's own login with ?klart=<result of `perform`>. */
function ownForm(perform: PerformOwn) {
  return plainForm<Session>(async ({ env, keeping }, call, { credential }) => {
    requireOn(env)
    return { to: `/konto/inloggning?klart=${await perform(keeping, call, credential)}` }
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
