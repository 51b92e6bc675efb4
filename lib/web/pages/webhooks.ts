import { listCalls } from '#lib/webhooks/list-calls.ts'
import { listWebhooks } from '#lib/webhooks/list-webhooks.ts'
import { WEBHOOK_TYPES } from '#lib/webhooks/webhook-types.ts'
import { webDb } from './db.ts'

/** Calls that the page shows. */
const SHOWN = 50

/** What Aviseringar shows of the company's webhooks. */
export async function webhooksOf(employerId: string) {
  const context = { db: webDb(), now: new Date() }
  const webhooks = await listWebhooks(context, employerId)
  const calls = await listCalls(context, { employerId, limit: SHOWN })
  return { employerId, webhooks, calls, types: WEBHOOK_TYPES }
}
