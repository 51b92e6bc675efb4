// The plain forms without a file (method post): of the header, of log-in, of the company's pages, and of what FK said.
import { WEBHOOK_TYPES } from '#lib/webhooks/webhook-types.ts'
import { RECIPIENT_FIELDS } from '../forms/recipient-fields.ts'
import { endOthersForm, endSessionForm, eraseForm, exportForm, leaveForm, mailLanguageForm } from './account-forms.ts'
import {
  assignForm,
  beginProductionForm,
  endAssignmentsForm,
  endMandateForm,
  keepDaysForm,
  mandateForm,
  paperForm,
  recipientsForm,
  registerForm,
  removeForm,
  validFromForm,
} from './company-forms.ts'
import { switchForm } from './conversions.ts'
import { DESK_ROUTES } from './desk-routes.ts'
import { actFor, chooseLanguage, logOut } from './header-forms.ts'
import { confirmForm, endForm, leaveCompanyForm } from './leaving-forms.ts'
import { askMailForm, confirmMailForm } from './mail-forms.ts'
import { OWN_LOGIN_ROUTES } from './own-login-routes.ts'
import { passwordLogin } from './password-login.ts'
import { PEOPLE_ROUTES } from './people-forms.ts'
import { settleForm, supportSettleForm } from './settle-forms.ts'
import { SIGNING_CALLBACK } from './signing/ask-for-signature.ts'
import { beginSigningForm, finishSigning } from './signing/signing-forms.ts'
import type { WebRoute } from './web.ts'
import {
  addWebhookForm,
  endSecretForm,
  removeWebhookForm,
  replayForm,
  showAgain,
  webhookSecretForm,
  webhookTypesForm,
} from './webhook-forms.ts'

const POST = 'POST'
const login = { method: POST, asks: 'nobody', page: () => '/logga-in' } as const
/** What is the company's own asks for a fresh login. */
const company = { method: POST, asks: 'administrator', fresh: true } as const
const certificates = { ...company, page: () => '/foretaget/certifikat' } as const
const agents = { ...company, page: () => '/foretaget/ombud' } as const
const webhooks = { ...company, page: () => '/foretaget/aviseringar' } as const
const shown = { method: 'GET', asks: 'member', handle: showAgain } as const
const account = { method: POST, asks: 'person', page: () => '/konto' } as const
const SETTLEMENT = ['besked', 'kvittensid', 'dag', 'klockslag', 'satt'] as const

export const FORM_ROUTES: readonly WebRoute[] = [
  ...PEOPLE_ROUTES,
  { name: 'passwordLogin', path: '/api/logga-in/losenord', ...login, keeps: ['username'], handle: passwordLogin },
  ...OWN_LOGIN_ROUTES,
  { name: 'logOut', path: '/api/logga-ut', ...login, handle: logOut },
  { name: 'actFor', method: POST, path: '/api/foretag', asks: 'person', page: () => '/foretag', handle: actFor },
  {
    name: 'beginSigning',
    method: POST,
    path: '/api/skriv-under',
    asks: 'person',
    page: () => '/anslut',
    handle: beginSigningForm,
  },
  {
    name: 'finishSigning',
    method: 'GET',
    path: SIGNING_CALLBACK,
    asks: 'person',
    page: () => '/anslut',
    handle: finishSigning,
  },
  { name: 'chooseLanguage', method: POST, path: '/api/sprak', asks: 'nobody', handle: chooseLanguage },
  {
    name: 'registerCertificate',
    path: '/api/foretaget/certifikat',
    ...certificates,
    keeps: ['certifikat', 'galler'],
    handle: registerForm,
  },
  {
    name: 'changeValidFrom',
    path: '/api/foretaget/certifikat/galler-fran',
    ...certificates,
    keeps: ['id', 'galler'],
    handle: validFromForm,
  },
  { name: 'removeCertificate', path: '/api/foretaget/certifikat/ta-bort', ...certificates, handle: removeForm },
  { name: 'giveMandate', path: '/api/foretaget/mandat', ...agents, keeps: ['ombud', 'fran', 'till'], handle: mandateForm },
  { name: 'endMandate', path: '/api/foretaget/mandat/avsluta', ...agents, handle: endMandateForm },
  { name: 'assignPeople', path: '/api/foretaget/kunder', ...company, page: () => '/foretaget/kunder', handle: assignForm },
  {
    name: 'endAssignments',
    path: '/api/foretaget/kunder/avsluta',
    ...company,
    page: () => '/foretaget/kunder',
    handle: endAssignmentsForm,
  },
  {
    name: 'confirmMembers',
    path: '/api/foretaget/bekrafta',
    ...company,
    page: () => '/foretaget/bekrafta',
    handle: confirmForm,
  },
  {
    name: 'leaveCompany',
    method: POST,
    path: '/api/foretaget/lamna',
    asks: 'member',
    page: () => '/foretaget/avsluta',
    handle: leaveCompanyForm,
  },
  {
    name: 'endEmployer',
    path: '/api/foretaget/avsluta',
    ...company,
    page: () => '/foretaget/avsluta',
    keeps: ['nummer'],
    handle: endForm,
  },
  { name: 'endActing', path: '/api/foretaget/ombud/personer', ...agents, handle: endAssignmentsForm },
  {
    name: 'switchConversion',
    method: POST,
    path: '/api/foretaget/omvandlingar',
    asks: 'handler',
    page: () => '/foretaget/omvandlingar',
    handle: switchForm,
  },
  {
    name: 'settleSubmission',
    method: POST,
    path: '/api/inlamningar/{referens}/besked',
    asks: 'handler',
    fresh: true,
    page: ({ referens }) => `/inlamningar/${referens}`,
    keeps: SETTLEMENT,
    handle: settleForm,
  },
  {
    name: 'settleForSupport',
    method: POST,
    path: '/api/support/{referens}/besked',
    asks: 'support',
    fresh: true,
    page: ({ referens }) => `/support?fraga=${referens}`,
    keeps: SETTLEMENT,
    handle: supportSettleForm,
  },
  {
    name: 'setNoticeRecipients',
    path: '/api/foretaget/aviseringar',
    ...company,
    page: () => '/foretaget/aviseringar',
    keeps: RECIPIENT_FIELDS,
    handle: recipientsForm,
  },
  {
    name: 'addWebhook',
    path: '/api/foretaget/webhook',
    ...webhooks,
    keeps: ['adress', ...WEBHOOK_TYPES],
    handle: addWebhookForm,
  },
  {
    name: 'changeWebhookSecret',
    path: '/api/foretaget/webhook/hemlighet',
    ...webhooks,
    keeps: ['id'],
    handle: webhookSecretForm,
  },
  { name: 'addWebhookAgain', path: '/api/foretaget/webhook', ...shown },
  { name: 'changeWebhookSecretAgain', path: '/api/foretaget/webhook/hemlighet', ...shown },
  { name: 'changeWebhookTypes', path: '/api/foretaget/webhook/handelser', ...webhooks, keeps: ['id'], handle: webhookTypesForm },
  { name: 'endWebhookSecret', path: '/api/foretaget/webhook/avsluta', ...webhooks, handle: endSecretForm },
  { name: 'replayCalls', path: '/api/foretaget/webhook/igen', ...webhooks, handle: replayForm },
  { name: 'removeWebhook', path: '/api/foretaget/webhook/ta-bort', ...webhooks, handle: removeWebhookForm },
  { name: 'askMailCode', path: '/api/konto/epost', ...account, keeps: ['epost'], handle: askMailForm },
  { name: 'endOwnSession', path: '/api/konto/inloggningar/avsluta', ...account, handle: endSessionForm },
  { name: 'endOtherSessions', path: '/api/konto/inloggningar/avsluta-andra', ...account, handle: endOthersForm },
  { name: 'exportPerson', path: '/api/konto/export', ...account, handle: exportForm },
  { name: 'eraseAccount', path: '/api/konto/radera', ...account, page: () => '/konto/radera', handle: eraseForm },
  { name: 'leaveEmployer', path: '/api/konto/lamna', ...account, keeps: ['foretaget'], handle: leaveForm },
  { name: 'chooseMailLanguage', path: '/api/konto/sprak', ...account, handle: mailLanguageForm },
  { name: 'confirmMailCode', path: '/api/konto/epost/kod', ...account, handle: confirmMailForm },
  ...DESK_ROUTES,
  {
    name: 'beginProduction',
    path: '/api/foretaget/tjanster/borja',
    ...company,
    page: () => '/foretaget/tjanster',
    handle: beginProductionForm,
  },
  {
    name: 'blockPaper',
    path: '/api/foretaget/tjanster/papper',
    ...company,
    page: () => '/foretaget/tjanster',
    handle: paperForm,
  },
  {
    name: 'setKeepDays',
    path: '/api/foretaget/gallring',
    ...company,
    page: () => '/foretaget/gallring',
    keeps: ['dagar'],
    handle: keepDaysForm,
  },
]
