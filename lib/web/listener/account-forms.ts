// The forms of Konto: what is a person's own, whatever company they act for. The address has forms of its own (mail-forms.ts).
import { type ActorContext, actorOf, type PersonActor } from '#lib/access/actor.ts'
import { chooseMailLanguage } from '#lib/access/choose-mail-language.ts'
import { eraseAccount } from '#lib/access/erase-account.ts'
import { exportPerson } from '#lib/access/export-person.ts'
import { endOtherSessions, endOwnSession } from '#lib/access/own-sessions.ts'
import type { Session } from '#lib/access/read-session.ts'
import { localeOf } from '#lib/door/locale.ts'
import { readFormFields } from '#lib/door/read-form-fields.ts'
import type { Call } from '#lib/door/route.ts'
import { AppError } from '#lib/errors.ts'
import { readBody } from '#lib/intake/read-body.ts'
import { leaveEmployer } from '#lib/members/leave-employer.ts'
import { isLocale } from '#lib/text/locale.ts'
import type { AccountDoneWord } from '#lib/text/my-account.ts'
import { noSessionCookies } from '../forms/session-cookie.ts'
import { FORM_MS, type FormCall, plainForm } from './plain-form.ts'
import type { Web } from './web.ts'

/** POST /api/konto/inloggningar/avsluta: one of the person's logins. Their own leads to the login page, as a page without a login does. */
export const endSessionForm = accountForm(async (context, fields) => {
  const id = fields.get('id') ?? ''
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new AppError('not_found', 'session')
  await endOwnSession(context, id)
  return 'avslutad'
})

/** POST /api/konto/inloggningar/avsluta-andra. */
export const endOthersForm = accountForm(async (context) => ((await endOtherSessions(context)) > 0 ? 'andra' : 'inga-andra'))

/** POST /api/konto/lamna: the person acts for the company no more. */
export const leaveForm = accountForm(async (context, fields) => {
  if (fields.get('sakert') !== 'ja') throw new AppError('invalid', 'leave_sure')
  const employerId = fields.get('foretaget') ?? ''
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(employerId)) throw new AppError('not_found', 'member')
  await leaveEmployer(context, employerId)
  return 'lamnat'
})

/** POST /api/konto/sprak. */
export const mailLanguageForm = accountForm(async (context, fields) => {
  const language = fields.get('sprak') ?? ''
  if (!isLocale(language)) throw new AppError('invalid')
  await chooseMailLanguage(context, language)
  return 'sprak'
})

/** POST /api/konto/radera: ends the account, and with it this login. */
export const eraseForm = plainForm<Session>(async ({ db }, { fields, request, response, now }, session) => {
  const wish = { typed: fields.get('bekrafta') ?? '', language: localeOf(request) }
  await eraseAccount({ db, actor: actorOf(session), now }, wish)
  response.setHeader('Clear-Site-Data', '"storage"')
  return { to: '/logga-in?klart=raderat', cookies: noSessionCookies() }
})

/** POST /api/konto/export: the answer is the file. */
export async function exportForm({ db }: Web, { request, response, now }: Call, session: Session): Promise<void> {
  // Nothing is read of it, but that all of it has come.
  await readFormFields(request.headers['content-type'], readBody(request, { longestMs: FORM_MS }))
  const record = await exportPerson({ db, actor: actorOf(session), now })
  const body = `${JSON.stringify(record, null, 2)}\n`
  response.writeHead(200, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    'Content-Disposition': `attachment; filename="kvittens-${now.toISOString().slice(0, 10)}.json"`,
    'Cache-Control': 'no-store',
  })
  response.end(body)
}

type Perform = (context: ActorContext<PersonActor>, fields: FormCall['fields']) => Promise<AccountDoneWord>

/** Leads to Konto with ?klart=<result of `perform`>. */
function accountForm(perform: Perform) {
  return plainForm<Session>(async ({ db }, { fields, now }, session) => ({
    to: `/konto?klart=${await perform({ db, actor: actorOf(session), now }, fields)}`,
  }))
}
