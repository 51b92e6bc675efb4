import { listCallPage } from '#lib/webhooks/list-calls.ts'
import { listWebhooks } from '#lib/webhooks/list-webhooks.ts'
import { WEBHOOK_TYPES } from '#lib/webhooks/webhook-types.ts'
import { pageContext } from './session.ts'

/** Calls on a page. */
const SHOWN = 10

/** What Aviseringar shows of the company's webhooks; of calls those after `after`. */
export async function webhooksOf(employerId: string, after: string | undefined) {
  const context = await pageContext()
  const webhooks = await listWebhooks(context, employerId)
  const calls = await listCallPage(context, { employerId, after, limit: SHOWN })
  return { employerId, webhooks, calls: { ...calls, after }, types: WEBHOOK_TYPES }
}
