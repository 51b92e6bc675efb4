import { type ActorContext, actorWord, type PersonActor } from '#lib/access/actor.ts'
import { hashLink } from '#lib/access/link-token.ts'
import { newToken } from '#lib/access/session-token.ts'
import { DAY_MS } from '#lib/calendar.ts'
import { appendAudit, forPerson, PORTAL_CHAIN, type Tx } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import type { Keeping } from '#lib/keeping/open-keeping.ts'
import { LIMITS } from '#lib/limits.ts'
import { tellPerson } from '#lib/notices/tell-person.ts'
import type { Locale } from '#lib/text/locale.ts'
import type { ApplicationContent, NamedPerson } from './content.ts'
import { type OpenDraft, openDraft, openOwnNumbers, readDraft } from './open-draft.ts'
import { digestOf } from './signed-text.ts'
import { forgetAnswers } from './void-signatures.ts'

type AskPartiesInput = {
  reference: string
  /** `paper`: nobody is mailed, and persons without a personnummer may be named. */
  way: 'eleg' | 'paper'
  /** Of those who have no account with a language of their own. */
  language: Locale
  keeping: Keeping
}

/**
 * The application is done: it is frozen as the document that is signed, and everybody named gets a link. One that was returned and
 * says the same as what all have signed is handed in again at once. Refuses as openDraft, (`conflict`, `application_incomplete`)
 * one that lacks something, and (`too_many`, `application_asks`) one that has been sent too often.
 */
export async function askParties(
  { db, actor, now }: ActorContext<PersonActor>,
  { reference, way, language, keeping }: AskPartiesInput,
): Promise<{ isHandedIn: boolean }> {
  const opened = await openOwnNumbers({ db, actor }, { reference, keeping })
  return forPerson({ db, actor }, async (tx) => {
    const draft = await openDraft(tx, actor, reference)
    const { faults, document, orgnr } = await readDraft(tx, { personId: actor.personId, draft, opened })
    const hindering = way === 'paper' ? faults.filter(({ fault }) => fault !== 'number' && fault !== 'unverified') : faults
    if (hindering.length > 0 || orgnr === null) throw new AppError('conflict', 'application_incomplete')
    if (draft.askedTimes >= LIMITS.applicationAsks) throw new AppError('too_many', 'application_asks')
    const digest = digestOf(document)
    const isSame = digest === draft.digest
    const asked = { state: 'signing', orgnr, document, digest, askedAt: now, askedTimes: { increment: 1 } }
    await tx.application.update({ where: { id: draft.id }, data: asked })
    const entry = { chain: PORTAL_CHAIN, actor: actorWord(actor), object: draft.id }
    await appendAudit(tx, { ...entry, action: 'application.asked', detail: { reference, way, digest } })
    if (!isSame) {
      await forgetAnswers(tx, draft.id)
      await nameParties(tx, { draft, content: document.content, now, language: way === 'paper' ? undefined : language })
    }
    const isHandedIn = isSame && (await handInAgain(tx, draft.id))
    return { isHandedIn }
  })
}

/** True when all who must have signed have, over just this. */
async function handInAgain(tx: Tx, applicationId: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ isHandedIn: boolean }[]>`SELECT hand_in_again(${applicationId}::uuid) AS "isHandedIn"`
  return row?.isHandedIn === true
}

type NamePartiesInput = {
  draft: OpenDraft
  content: ApplicationContent
  now: Date
  /** Undefined: nobody is mailed. */
  language: Locale | undefined
}

/** The rows of who is named: those that stay keep their account, those who are no longer named are removed. */
async function nameParties(tx: Tx, { draft, content, now, language }: NamePartiesInput): Promise<void> {
  const applicationId = draft.id
  const before = await tx.applicationParty.findMany({ where: { applicationId } })
  const kept: string[] = []
  const links = new Map<string, string>()
  for (const { part, person } of named(content)) {
    const token = newToken()
    const row = { name: person.name, address: person.mail, tokenHash: hashLink(token) }
    const known = before.find((one) => one.part === part && one.personKey === person.key && person.key !== null)
    const { id } = known
      ? await tx.applicationParty.update({ where: { id: known.id }, data: row })
      : await tx.applicationParty.create({
          data: { ...row, applicationId, part, personKey: person.key, personMasked: person.masked },
        })
    kept.push(id)
    // One who is named twice gets one mail; the applicant is on the page already.
    if (person.key !== content.applicant.key) links.set(person.key ?? id, token)
  }
  await tx.applicationParty.deleteMany({ where: { applicationId, id: { notIn: kept } } })
  if (language === undefined) return
  const address = (key: string) => named(content).find(({ person }) => person.key === key)?.person.mail
  for (const [key, token] of links) {
    const to = address(key)
    if (to) await mailLink(tx, { draft, address: to, token, now, language })
  }
}

const named = ({
  signing,
  administrators,
}: ApplicationContent): { part: 'signatory' | 'administrator'; person: NamedPerson }[] => [
  ...signing.signatories.map((person) => ({ part: 'signatory' as const, person })),
  ...administrators.map((person) => ({ part: 'administrator' as const, person })),
]

type MailLinkInput = { draft: OpenDraft; address: string; token: string; now: Date; language: Locale }

function mailLink(tx: Tx, { draft, address, token, now, language }: MailLinkInput): Promise<void> {
  return tellPerson(tx, {
    kind: 'application-asked',
    about: `application:${draft.id}:${draft.version}:${draft.askedTimes}`,
    address,
    language,
    params: { reference: draft.reference, path: `/anslut/part/${token}` },
    dueAt: now,
    voidAt: new Date(now.getTime() + LIMITS.unsignedDays * DAY_MS),
  })
}
