import { domainToASCII, domainToUnicode } from 'node:url'
import { z } from 'zod'
import { DAY_MS } from '#lib/calendar.ts'
import { appendAudit, type Context, forEmployer } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { LIMITS } from '#lib/limits.ts'
import { queueNotices } from '#lib/notices/add-notices.ts'
import { FIRST_TOPICS } from '#lib/notices/events.ts'
import { type ActorContext, actorWord, type PersonActor } from './actor.ts'
import { requireAdministrator } from './require-member.ts'

type SetNoticeAddressesInput = { employerId: string; addresses: readonly string[] }

const LONGEST = 254
const asciiAddress = z.email().max(LONGEST)

/**
 * Sets the addresses of the employer's notices; each new one gets a notice of it. Refuses (`not_allowed`) others than
 * administrators, (`invalid`, `addresses`) a text that is no address or too many, (`too_many`, `addresses`) more new ones than
 * LIMITS.newNoticeAddressesADay. The audit trail holds how many there are, not which.
 */
export async function setNoticeAddresses(
  { db, actor, now }: ActorContext<PersonActor>,
  { employerId, addresses }: SetNoticeAddressesInput,
): Promise<void> {
  await requireAdministrator({ db, actor }, employerId)
  const wanted = [...new Set(addresses.filter((text) => text.trim() !== '').map(readAddress))]
  if (wanted.length > LIMITS.noticeAddresses) throw new AppError('invalid', 'addresses')
  await forEmployer(db, employerId, async (tx) => {
    const before = (await tx.noticeRecipient.findMany({ where: { employerId } })).map(({ address }) => address)
    const added = wanted.filter((text) => !before.includes(text))
    const since = new Date(now.getTime() - DAY_MS)
    const lately = await tx.notice.count({ where: { employerId, kind: 'address-added', createdAt: { gt: since } } })
    if (added.length > 0 && lately + added.length > LIMITS.newNoticeAddressesADay) throw new AppError('too_many', 'addresses')
    await tx.noticeRecipient.deleteMany({ where: { employerId, address: { notIn: wanted } } })
    for (const address of added) await tx.noticeRecipient.create({ data: { employerId, address, topics: [...FIRST_TOPICS] } })
    const news = { employerId, kind: 'address-added' as const, about: `address:${now.toISOString().slice(0, 10)}`, params: {} }
    await queueNotices(tx, { ...news, dueAt: now, voidAt: new Date(now.getTime() + DAY_MS) }, added)
    const detail = { count: wanted.length, added: added.length }
    await appendAudit(tx, {
      chain: employerId,
      actor: actorWord(actor),
      action: 'notices.addresses',
      object: employerId,
      detail,
    })
  })
}

/** In lower case, the domain in Unicode (RFC 5890): `info@räksmörgås.se` and its `xn--` spelling are one address. */
function readAddress(text: string): string {
  const [, local = '', domain = ''] = /^\s*([^@]+)@([\p{L}\p{M}\p{N}.-]+)\s*$/u.exec(text.toLowerCase()) ?? []
  const ascii = domainToASCII(domain)
  if (!asciiAddress.safeParse(`${local}@${ascii}`).success) throw new AppError('invalid', 'addresses')
  return `${local}@${domainToUnicode(ascii)}`
}

/** The addresses of the employer's notices. */
export async function listNoticeAddresses({ db }: Pick<Context, 'db'>, employerId: string): Promise<string[]> {
  const rows = await forEmployer(db, employerId, (tx) =>
    tx.noticeRecipient.findMany({ where: { employerId }, orderBy: [{ createdAt: 'asc' }, { address: 'asc' }] }),
  )
  return rows.map(({ address }) => address)
}
