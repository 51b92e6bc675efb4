// The forms by which a person's own address is verified. They stand on Konto, and on any page that needs the address (field `next`).
import type { Session } from '#lib/access/read-session.ts'
import { localeOf } from '#lib/door/locale.ts'
import { AppError } from '#lib/errors.ts'
import { localPath } from '#lib/web/forms/local-path.ts'
import { type FormCall, type Landing, plainForm } from './plain-form.ts'
import { faultPage, problemFrom } from './send-back.ts'
import type { Web } from './web.ts'

/** POST /api/konto/epost: mails a code. Leads to the page with ?klart=kod, or with ?klart=epost when the address is verified already. */
export const askMailForm = onItsPage(async ({ keeping }, { fields, request }, { credential }, path) => {
  const wish = { address: fields.get('epost') ?? '', language: localeOf(request), path }
  const { outcome } = await keeping.ask('askMailCode', { credential, ...wish })
  return outcome === 'asked' ? 'klart=kod#kod' : 'klart=epost'
})

/** POST /api/konto/epost/kod: verifies the address. Leads to the page with ?klart=epost. */
export const confirmMailForm = onItsPage(async ({ keeping }, { fields, request }, { credential }) => {
  await keeping.ask('confirmMailCode', { credential, code: fields.get('kod') ?? '', language: localeOf(request) })
  return 'klart=epost'
})

/** Leads to the page in the field `next`, with what `perform` says, or with why it was refused; to Konto without one. */
function onItsPage(perform: (web: Web, call: FormCall, session: Session, path: string) => Promise<string>) {
  return plainForm<Session>(async (web, call, session): Promise<Landing> => {
    const { pathname: page } = new URL(localPath(call.fields.get('next')) ?? '/konto', 'http://portal.invalid')
    try {
      return { to: `${page}?${await perform(web, call, session, page)}`, page }
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      return { to: faultPage(problemFrom(web, call, error), page), isRefused: true, page }
    }
  })
}
