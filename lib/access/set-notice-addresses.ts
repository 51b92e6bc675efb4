import { z } from 'zod'
import { appendAudit, forEmployer } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { LIMITS } from '#lib/limits.ts'
import { addNoticesTo } from '#lib/notices/add-notices.ts'
import { type ActorContext, actorWord, type PersonActor } from './actor.ts'
import { requireAdministrator } from './require-administrator.ts'

type SetNoticeAddressesInput = { employerId: string; addresses: readonly string[] }

const LONGEST = 254
const DAY_MS = 86_400_000
const address = z.email().max(LONGEST)

/**
 * Whom the employer's mails go to; a new address is told that it is one. Refuses (`not_allowed`) who is no administrator, and
 * (`invalid`, `addresses`) what is no address or one too many, (`too_many`, `addresses`) twenty new ones in a day. The audit trail learns how many there are, not which.
 */
export async function setNoticeAddresses(
  { db, actor, now }: ActorContext<PersonActor>,
  { employerId, addresses }: SetNoticeAddressesInput,
): Promise<void> {
  await requireAdministrator({ db, actor }, employerId)
  const wanted = [...new Set(addresses.map((text) => text.trim().toLowerCase()).filter((text) => text !== ''))]
  if (wanted.length > LIMITS.noticeAddresses || wanted.some((text) => !address.safeParse(text).success))
    throw new AppError('invalid', 'addresses')
  await forEmployer(db, employerId, async (tx) => {
    const { noticeAddresses: before } = await tx.employer.findUniqueOrThrow({ where: { id: employerId } })
    const added = wanted.filter((text) => !before.includes(text))
    const since = new Date(now.getTime() - DAY_MS)
    const lately = await tx.notice.count({ where: { employerId, kind: 'address-added', createdAt: { gt: since } } })
    if (added.length > 0 && lately + added.length > LIMITS.newNoticeAddressesADay) throw new AppError('too_many', 'addresses')
    // Only this column is ours to change.
    await tx.$executeRaw`UPDATE employer SET notice_addresses = ${wanted} WHERE id = ${employerId}::uuid`
    const news = { employerId, kind: 'address-added' as const, about: `address:${now.toISOString().slice(0, 10)}`, params: {} }
    await addNoticesTo(tx, { ...news, dueAt: now, voidAt: new Date(now.getTime() + DAY_MS) }, added)
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
