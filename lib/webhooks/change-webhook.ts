// What an administrator changes of a webhook. Each refuses (`not_allowed`) others, and (`not_found`, `webhook`) one that is removed or
// another company's; each stands in the audit trail.
import { type ActorContext, actorWord, type PersonActor } from '#lib/access/actor.ts'
import { requireAdministrator, requireFreshLogin } from '#lib/access/require-member.ts'
import { type AuditEntry, appendAudit, forEmployer, type Tx } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { LIMITS } from '#lib/limits.ts'
import { hostOf } from '#lib/wire/target-address.ts'
import type { Webhook } from '#prisma/generated/client.ts'
import type { NewWebhook } from './add-webhook.ts'
import { newWebhookSecret, sealSecret } from './webhook-secret.ts'
import { readTypes } from './webhook-types.ts'

type WebhookInput = { employerId: string; webhookId: string }

/** From now on it is told of these types. Refuses (`invalid`, `webhook_types`) none, or one that there is not. */
export async function changeWebhookTypes(
  context: ActorContext<PersonActor>,
  { types: texts, ...webhook }: WebhookInput & { types: readonly string[] },
): Promise<void> {
  const types = readTypes(texts)
  await change(context, webhook, async (tx, { id }) => {
    await tx.webhook.update({ where: { id }, data: { events: types } })
    return { action: 'webhook.types', detail: { types } }
  })
}

/**
 * A new secret. Messages are signed with the old one too, for LIMITS.webhookSecretHours. Refuses (`not_allowed`, `fresh_login`) an old
 * login, and (`conflict`, `webhook_secret_changing`) while another change is not over, so that a form sent twice shuts nobody out.
 */
export async function changeWebhookSecret(
  context: ActorContext<PersonActor>,
  { recipient, ...webhook }: WebhookInput & { recipient: string },
): Promise<NewWebhook> {
  const secret = newWebhookSecret()
  const sealed = await sealSecret(secret, recipient)
  const { id, url } = await change(context, webhook, async (tx, { id }) => {
    await requireFreshLogin(tx, context.actor, context.now)
    const changed = await tx.$executeRaw`
      UPDATE webhook SET previous_secret = secret, secret = ${sealed},
        previous_until = clock_timestamp() + make_interval(hours => ${LIMITS.webhookSecretHours}::int)
      WHERE id = ${id}::uuid AND (previous_until IS NULL OR previous_until <= clock_timestamp())`
    if (changed === 0) throw new AppError('conflict', 'webhook_secret_changing')
    return { action: 'webhook.secret' }
  })
  return { webhookId: id, host: hostOf(new URL(url)), secret }
}

/** The old secret counts no more. */
export async function endPreviousSecret(context: ActorContext<PersonActor>, webhook: WebhookInput): Promise<void> {
  await change(context, webhook, async (tx, { id }) => {
    await tx.webhook.update({ where: { id }, data: { previousSecret: null, previousUntil: null } })
    return { action: 'webhook.secret-ended' }
  })
}

/** It is called no more, and what waits is given up. Its secrets are gone at once, its address with its last call. */
export async function removeWebhook(context: ActorContext<PersonActor>, webhook: WebhookInput): Promise<void> {
  await change(context, webhook, async (tx, { id, employerId }) => {
    const gone = { secret: '', previousSecret: null, previousUntil: null }
    await tx.webhook.update({ where: { id }, data: { ...gone, removedAt: context.now } })
    await tx.$executeRaw`
      UPDATE webhook_call SET next_attempt_at = NULL, given_up_at = clock_timestamp()
      WHERE webhook_id = ${id}::uuid AND employer_id = ${employerId}::uuid AND next_attempt_at IS NOT NULL`
    return { action: 'webhook.removed' }
  })
}

type ChangeEntry = Pick<AuditEntry, 'action' | 'detail'>

async function change(
  { db, actor }: ActorContext<PersonActor>,
  { employerId, webhookId }: WebhookInput,
  perform: (tx: Tx, webhook: Webhook) => Promise<ChangeEntry>,
): Promise<Webhook> {
  await requireAdministrator({ db, actor }, employerId)
  return forEmployer({ db, actor }, employerId, async (tx) => {
    const webhook = await tx.webhook.findFirst({ where: { id: webhookId, employerId, removedAt: null } })
    if (!webhook) throw new AppError('not_found', 'webhook')
    const entry = await perform(tx, webhook)
    await appendAudit(tx, { chain: employerId, actor: actorWord(actor), object: webhook.id, ...entry })
    return webhook
  })
}
