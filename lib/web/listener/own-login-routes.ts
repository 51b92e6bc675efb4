// Logging in without e-legitimation: the passkey's login, the link, one's own login, an administrator's and an operator's forms.
import type { Call } from '#lib/door/route.ts'
import {
  addPasskeyForm,
  changeCodeAppForm,
  changePasswordForm,
  chooseByLinkForm,
  dropOwnLoginForm,
  giveLoginForm,
  openColleagueLoginForm,
  openOwnLoginForm,
  operatorLoginForm,
  passwordSwitchForm,
  removePasskeyForm,
} from './own-login-forms.ts'
import { offerLogin, offerNew, passkeyLogin } from './passkey-login.ts'
import type { WebRoute } from './web.ts'

const POST = 'POST'
const login = { method: POST, asks: 'nobody', page: () => '/logga-in' } as const
const ownLogin = { method: POST, asks: 'person', fresh: true, page: () => '/konto/inloggning' } as const
const company = { method: POST, asks: 'administrator', fresh: true } as const
const colleague = { ...company, page: ({ id }: Call['params']) => `/foretaget/personer/${id}/inloggning` } as const

export const OWN_LOGIN_ROUTES: readonly WebRoute[] = [
  { name: 'passkeyLogin', path: '/api/logga-in/passkey', ...login, handle: passkeyLogin },
  { name: 'offerLogin', method: POST, path: '/api/logga-in/passkey/utmaning', asks: 'nobody', handle: offerLogin },
  {
    name: 'chooseByLink',
    method: POST,
    path: '/api/losenord/{token}',
    asks: 'nobody',
    page: ({ token }) => `/losenord/${token}`,
    keeps: ['anvandarnamn'],
    handle: chooseByLinkForm,
  },
  { name: 'changePassword', path: '/api/konto/losenord', ...ownLogin, handle: changePasswordForm },
  { name: 'changeCodeApp', path: '/api/konto/kodapp', ...ownLogin, handle: changeCodeAppForm },
  { name: 'addPasskey', path: '/api/konto/passkey', ...ownLogin, keeps: ['namn'], handle: addPasskeyForm },
  { name: 'offerPasskey', method: POST, path: '/api/konto/passkey/utmaning', asks: 'person', fresh: true, handle: offerNew },
  { name: 'removePasskey', path: '/api/konto/passkey/ta-bort', ...ownLogin, handle: removePasskeyForm },
  { name: 'openOwnLogin', path: '/api/konto/inloggning/las-upp', ...ownLogin, handle: openOwnLoginForm },
  { name: 'dropOwnLogin', path: '/api/konto/inloggning/ta-bort', ...ownLogin, handle: dropOwnLoginForm },
  { name: 'giveLogin', path: '/api/foretaget/personer/{id}/inloggning', ...colleague, handle: giveLoginForm },
  { name: 'openColleagueLogin', path: '/api/foretaget/personer/{id}/las-upp', ...colleague, handle: openColleagueLoginForm },
  {
    name: 'switchPasswordLogin',
    path: '/api/foretaget/inloggning',
    ...company,
    page: () => '/foretaget/inloggning',
    handle: passwordSwitchForm,
  },
  {
    name: 'operatorLogin',
    method: POST,
    path: '/api/drift/inloggning',
    asks: 'operator',
    fresh: true,
    page: () => '/drift/inloggning',
    handle: operatorLoginForm,
  },
]
