// The forms of a company's webhooks.
import { sendSeeOther } from '#lib/door/reply.ts'
import type { Call } from '#lib/door/route.ts'
import { addWebhook, type NewWebhook } from '#lib/webhooks/add-webhook.ts'
import { changeWebhookSecret, changeWebhookTypes, endPreviousSecret, removeWebhook } from '#lib/webhooks/change-webhook.ts'
import { replayCalls } from '#lib/webhooks/replay-calls.ts'
import { WEBHOOK_TYPES } from '#lib/webhooks/webhook-types.ts'
import { companyForm, idIn, shownForm } from './company-forms.ts'
import type { FormCall } from './plain-form.ts'
import type { Web } from './web.ts'

/** POST /api/foretaget/webhook: the answer shows the secret. */
export const addWebhookForm = shownForm(async ({ env }, { fields, employerId, ...at }) => {
  const { WEBHOOK_ALLOW: range, WEBHOOK_RECIPIENT: recipient } = env
  const added = { employerId, url: fields.get('adress') ?? '', types: typesIn(fields), range, recipient }
  return secretPage(await addWebhook(at, added))
})

/** POST /api/foretaget/webhook/hemlighet: the answer shows the new one. */
export const webhookSecretForm = shownForm(async ({ env }, { fields, employerId, ...at }) => {
  const changed = { employerId, webhookId: idIn(fields, 'webhook'), recipient: env.WEBHOOK_RECIPIENT }
  return secretPage(await changeWebhookSecret(at, changed))
})

/** POST /api/foretaget/webhook/handelser. */
export const webhookTypesForm = companyForm(async (_web, { fields, employerId, ...at }) => {
  await changeWebhookTypes(at, { employerId, webhookId: idIn(fields, 'webhook'), types: typesIn(fields) })
  return 'webhook'
})

/** POST /api/foretaget/webhook/avsluta. */
export const endSecretForm = companyForm(async (_web, { fields, employerId, ...at }) => {
  await endPreviousSecret(at, { employerId, webhookId: idIn(fields, 'webhook') })
  return 'webhook-hemlighet'
})

/** POST /api/foretaget/webhook/ta-bort. */
export const removeWebhookForm = companyForm(async (_web, { fields, employerId, ...at }) => {
  await removeWebhook(at, { employerId, webhookId: idIn(fields, 'webhook') })
  return 'webhook-borttagen'
})

/** POST /api/foretaget/webhook/igen: one call (`id`), or all that failed lately (`alla`). */
export const replayForm = companyForm(async (_web, { fields, employerId, ...at }) => {
  const which = fields.has('alla') ? 'failed' : { callId: idIn(fields, 'webhook_call') }
  await replayCalls(at, { employerId, which })
  return 'webhook-igen'
})

const typesIn = (fields: FormCall['fields']): string[] => WEBHOOK_TYPES.filter((type) => fields.has(type))

const SECRET_PAGE = '/foretaget/aviseringar/hemlighet'

const secretPage = ({ host, secret }: NewWebhook) => ({ page: SECRET_PAGE, shown: `${host} ${secret}` })

/** The address of a form whose answer was a page, asked for by itself, as after a change of language there: that page, without a secret. */
export async function showAgain(_web: Web, { response }: Call): Promise<void> {
  sendSeeOther(response, SECRET_PAGE)
}
