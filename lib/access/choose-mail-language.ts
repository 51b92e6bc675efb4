import { appendAudit, forPerson, PORTAL_CHAIN } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import type { Locale } from '#lib/text/locale.ts'
import { type ActorContext, actorWord, type PersonActor } from './actor.ts'

/** From now on the person's own mails are in this language. */
export async function chooseMailLanguage({ db, actor, now }: ActorContext<PersonActor>, language: Locale): Promise<void> {
  const { personId, sessionId } = actor
  await forPerson({ db, actor }, async (tx) => {
    const [chosen] = await tx.$queryRaw<{ done: boolean }[]>`
      SELECT choose_mail_language(${sessionId}::uuid, ${personId}::uuid, ${language}, ${now}) AS done`
    if (!chosen?.done) throw new AppError('not_signed_in')
    const entry = { actor: actorWord(actor), action: 'person.language', object: personId, detail: { language } }
    await appendAudit(tx, { chain: PORTAL_CHAIN, ...entry })
  })
}
