import { forEmployer, type SpeakerContext } from '#lib/db.ts'
import { hostOf } from '#lib/wire/target-address.ts'
import { WEBHOOK_TYPES, type WebhookType } from './webhook-types.ts'

export type ListedWebhook = {
  webhookId: string
  /** May hold a key of the company's system: for administrators. */
  url: string
  host: string
  types: WebhookType[]
  createdAt: Date
  /** Until when messages are signed with the old secret too. */
  previousUntil: Date | null
  failingSince: Date | null
  waiting: number
}

/** The company's webhooks, the oldest first. */
export function listWebhooks({ db, actor, now }: SpeakerContext, employerId: string): Promise<ListedWebhook[]> {
  return forEmployer({ db, actor }, employerId, async (tx) => {
    const webhooks = await tx.webhook.findMany({
      where: { employerId, removedAt: null },
      omit: { secret: true, previousSecret: true },
      include: { _count: { select: { calls: { where: { nextAttemptAt: { not: null } } } } } },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    })
    return webhooks.map(({ id, url, events, createdAt, previousUntil, failingSince, _count }) => ({
      ...{ webhookId: id, url, host: hostOf(new URL(url)), createdAt, failingSince, waiting: _count.calls },
      types: WEBHOOK_TYPES.filter((type) => events.includes(type)),
      previousUntil: previousUntil && previousUntil > now ? previousUntil : null,
    }))
  })
}
