// The forms of Konto: what is a person's own, whatever company they act for. The address has forms of its own (mail-forms.ts).
import { type ActorContext, actorOf, type PersonActor } from '#lib/access/actor.ts'
import { chooseMailLanguage } from '#lib/access/choose-mail-language.ts'
import { endOtherSessions, endOwnSession } from '#lib/access/own-sessions.ts'
import type { Session } from '#lib/access/read-session.ts'
import { AppError } from '#lib/errors.ts'
import { isLocale } from '#lib/text/locale.ts'
import type { AccountDoneWord } from '#lib/text/my-account.ts'
import { type FormCall, plainForm } from './plain-form.ts'

/** POST /api/konto/inloggningar/avsluta: one of the person's logins. Their own leads to the login page, as a page without a login does. */
export const endSessionForm = accountForm(async (context, fields) => {
  const id = fields.get('id') ?? ''
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new AppError('not_found', 'session')
  await endOwnSession(context, id)
  return 'avslutad'
})

/** POST /api/konto/inloggningar/avsluta-andra. */
export const endOthersForm = accountForm(async (context) => ((await endOtherSessions(context)) > 0 ? 'andra' : 'inga-andra'))

/** POST /api/konto/sprak. */
export const mailLanguageForm = accountForm(async (context, fields) => {
  const language = fields.get('sprak') ?? ''
  if (!isLocale(language)) throw new AppError('invalid')
  await chooseMailLanguage(context, language)
  return 'sprak'
})

type Perform = (context: ActorContext<PersonActor>, fields: FormCall['fields']) => Promise<AccountDoneWord>

/** Leads to Konto with ?klart=<result of `perform`>. */
function accountForm(perform: Perform) {
  return plainForm<Session>(async ({ db }, { fields, now }, session) => ({
    to: `/konto?klart=${await perform({ db, actor: actorOf(session), now }, fields)}`,
  }))
}
