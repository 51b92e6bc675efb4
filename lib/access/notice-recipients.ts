import { type AddressFault, readAddresses } from '#lib/addresses.ts'
import { DAY_MS } from '#lib/calendar.ts'
import { appendAudit, forEmployer, type Speaking, type Tx, withWords } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { LIMITS } from '#lib/limits.ts'
import { queueNotices } from '#lib/notices/add-notices.ts'
import { NOTICE_TOPICS, type NoticeTopic } from '#lib/notices/events.ts'
import type { Locale } from '#lib/text/locale.ts'
import type { Employer, NoticeRecipient } from '#prisma/generated/client.ts'
import { type ActorContext, actorWord, type PersonActor } from './actor.ts'
import { requireAdministrator, requireFreshLogin } from './require-member.ts'

export type RecipientInput = { address: string; topics: readonly NoticeTopic[] }
type SetNoticeRecipientsInput = { employerId: string; language: Locale; recipients: readonly RecipientInput[] }

/**
 * Sets whom the employer's notices go to, each with its topics, and their language; each new address gets a notice of it, and what
 * waits for one that is removed, or wishes nothing any more, is not sent. Refuses (`not_allowed`) others than administrators,
 * (`invalid`) an address that cannot be read, stands there twice, or is one too many, (`too_many`, `addresses`) more new ones than
 * LIMITS.newNoticeAddressesADay. The audit trail holds how many there are, not which.
 */
export async function setNoticeRecipients(
  { db, actor, now }: ActorContext<PersonActor>,
  { employerId, language, recipients }: SetNoticeRecipientsInput,
): Promise<void> {
  await requireAdministrator({ db, actor }, employerId)
  if (recipients.length > LIMITS.noticeAddresses) throw new AppError('invalid', 'addresses')
  const addresses = readAddresses(recipients.map(({ address }) => address)).map((read) =>
    'fault' in read ? refuse(read.fault) : read.address,
  )
  await forEmployer({ db, actor }, employerId, async (tx) => {
    await requireFreshLogin(tx, actor, now)
    // One after another: the addresses of two who save at once do not add up.
    await tx.$queryRaw`SELECT FROM employer WHERE id = ${employerId}::uuid FOR NO KEY UPDATE`
    const before = (await tx.noticeRecipient.findMany({ where: { employerId } })).map(({ address }) => address)
    const added = addresses.filter((address) => !before.includes(address))
    const removed = before.filter((address) => !addresses.includes(address))
    const since = new Date(now.getTime() - DAY_MS)
    const lately = await tx.notice.count({ where: { employerId, kind: 'address-added', createdAt: { gt: since } } })
    if (added.length > 0 && lately + added.length > LIMITS.newNoticeAddressesADay) throw new AppError('too_many', 'addresses')
    // Web is granted UPDATE on this column of the table and one other: any more would be refused.
    await tx.employer.updateMany({ where: { id: employerId }, data: { language } })
    await removeAddresses(tx, employerId, removed)
    const silenced = recipients.flatMap(({ topics }, n) => (topics.length === 0 ? (addresses[n] ?? []) : []))
    await silenceAddresses(tx, employerId, silenced)
    for (const [n, address] of addresses.entries()) await keepAddress(tx, employerId, address, recipients[n]?.topics ?? [])
    const news = { employerId, kind: 'address-added' as const, about: `address:${now.toISOString().slice(0, 10)}`, params: {} }
    await queueNotices(tx, { ...news, dueAt: now, voidAt: new Date(now.getTime() + DAY_MS) }, added)
    await restoreWelcome(tx, employerId, added)
    const counts = { count: addresses.length, added: added.length, removed: removed.length }
    const detail = { ...counts, silent: silenced.length, language }
    const entry = { chain: employerId, actor: actorWord(actor), action: 'notices.addresses', object: employerId, detail }
    await appendAudit(tx, entry)
  })
}

function refuse(fault: AddressFault): never {
  throw new AppError('invalid', fault === 'lines' ? 'address_lines' : fault === 'twice' ? 'address_twice' : 'address')
}

/** In this order: relay, which holds the address while it queues a mail to it, comes before or finds it gone. */
async function removeAddresses(tx: Tx, employerId: string, addresses: string[]): Promise<void> {
  await tx.noticeRecipient.deleteMany({ where: { employerId, address: { in: addresses } } })
  await withdrawMails(tx, employerId, addresses, 'address-removed')
}

/** The lock is for the same: relay holds the address by a weaker one, which a change of topics alone would not wait for. */
async function silenceAddresses(tx: Tx, employerId: string, addresses: string[]): Promise<void> {
  await tx.$queryRaw`
    SELECT FROM notice_recipient WHERE employer_id = ${employerId}::uuid AND address = ANY(${addresses}::text[]) ORDER BY id FOR UPDATE`
  await withdrawMails(tx, employerId, addresses, 'not-wished')
}

/** But for the one that says that an address was added: whoever has it is told of that, whatever else is wished. */
async function withdrawMails(
  tx: Tx,
  employerId: string,
  addresses: string[],
  why: 'address-removed' | 'not-wished',
): Promise<void> {
  await tx.$executeRaw`
    UPDATE notice SET next_attempt_at = NULL, last_error = ${why}
    WHERE employer_id = ${employerId}::uuid AND recipient = ANY(${addresses}::text[]) AND sent_at IS NULL AND next_attempt_at IS NOT NULL
      AND (kind <> 'address-added' OR ${why} = 'address-removed')`
}

/** Removed and added again before it was told: now it is. */
async function restoreWelcome(tx: Tx, employerId: string, addresses: string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE notice SET next_attempt_at = due_at, last_error = NULL
    WHERE employer_id = ${employerId}::uuid AND kind = 'address-added' AND recipient = ANY(${addresses}::text[])
      AND sent_at IS NULL AND last_error = 'address-removed' AND void_at > now()`
}

async function keepAddress(tx: Tx, employerId: string, address: string, topics: readonly NoticeTopic[]): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO notice_recipient (employer_id, address, topics) VALUES (${employerId}::uuid, ${address}, ${[...topics]}::text[])
    ON CONFLICT (employer_id, address) DO UPDATE SET topics = EXCLUDED.topics`
}

export type ListedRecipients = {
  language: Locale
  /** In the order they were added. `refusedCode`: the mail server refused the address, and no mail has gone through since. */
  recipients: (Pick<NoticeRecipient, 'address' | 'refusedAt' | 'refusedCode'> & { topics: NoticeTopic[] })[]
}

/** Whom the employer's notices go to, and in which language. */
export function listNoticeRecipients({ db, actor }: Speaking, employerId: string): Promise<ListedRecipients> {
  return forEmployer({ db, actor }, employerId, async (tx) => {
    const employer = await tx.employer.findUniqueOrThrow({ where: { id: employerId } })
    const rows = await tx.noticeRecipient.findMany({
      where: { employerId },
      orderBy: [{ createdAt: 'asc' }, { address: 'asc' }],
    })
    const { language } = withWords<Employer, { language: Locale }>(employer)
    const recipients = rows.map((row) => ({ ...row, topics: NOTICE_TOPICS.filter((topic) => row.topics.includes(topic)) }))
    return { language, recipients }
  })
}
