import { type ActorContext, actorWord, type PersonActor } from '#lib/access/actor.ts'
import { requireAdministrator, requireFreshLogin } from '#lib/access/require-member.ts'
import { appendAudit, forEmployer, type Tx } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { LIMITS } from '#lib/limits.ts'
import { hostOf, readCallTarget, type TargetFault, type TargetRange } from '#lib/wire/target-address.ts'
import { newWebhookSecret, sealSecret } from './webhook-secret.ts'
import { readTypes } from './webhook-types.ts'

type AddWebhookInput = {
  employerId: string
  url: string
  types: readonly string[]
  /** Which addresses may be called. */
  range: TargetRange
  /** Relay's public age key. */
  recipient: string
}

/** The secret is in the answer alone: nobody but relay can read it afterwards. */
export type NewWebhook = { webhookId: string; host: string; secret: string }

const CASES: Record<TargetFault, string> = {
  unreadable: 'webhook_url',
  'not-https': 'webhook_https',
  'has-login': 'webhook_login',
  'has-fragment': 'webhook_fragment',
  'not-public': 'webhook_private',
}

/**
 * Adds an address that is called when something happens from now on. Refuses (`not_allowed`) others than administrators, and an old
 * login; (`invalid`) an address that cannot or may not be called, or no type (`webhook_types`); (`conflict`) one that
 * the company has (`webhook_exists`), or more than LIMITS.webhooks (`webhooks_full`).
 */
export async function addWebhook(
  { db, actor, now }: ActorContext<PersonActor>,
  { employerId, range, recipient, ...input }: AddWebhookInput,
): Promise<NewWebhook> {
  await requireAdministrator({ db, actor }, employerId)
  const target = readCallTarget(input.url, range)
  if (target.kind === 'fault') throw new AppError('invalid', CASES[target.fault])
  const types = readTypes(input.types)
  const secret = newWebhookSecret()
  const sealed = await sealSecret(secret, recipient)
  const { href: url } = target.url
  return forEmployer({ db, actor }, employerId, async (tx) => {
    await requireFreshLogin(tx, actor, now)
    await requireRoom(tx, { employerId, url })
    const data = { employerId, url, events: types, secret: sealed, createdBy: actor.personId }
    const { id } = await tx.webhook.create({ data, select: { id: true } })
    const detail = { host: hostOf(target.url), types }
    await appendAudit(tx, { chain: employerId, actor: actorWord(actor), action: 'webhook.added', object: id, detail })
    return { webhookId: id, host: detail.host, secret }
  })
}

/** One at a time for each company, so that the limit holds. */
async function requireRoom(tx: Tx, { employerId, url }: { employerId: string; url: string }): Promise<void> {
  await tx.$queryRaw`SELECT FROM employer WHERE id = ${employerId}::uuid FOR NO KEY UPDATE`
  const live = await tx.webhook.findMany({ where: { employerId, removedAt: null }, select: { url: true } })
  if (live.some((other) => other.url === url)) throw new AppError('conflict', 'webhook_exists')
  if (live.length >= LIMITS.webhooks) throw new AppError('conflict', 'webhooks_full')
}
