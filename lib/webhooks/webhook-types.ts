// lib/webhooks: addresses of companies' systems that relay calls when something happens (Standard Webhooks). Here: which events are
// told, by which words. add-, change-, remove-webhook and replay-calls (administrators); queue-calls, claim-calls, record-call,
// purge-calls (relay); list-webhooks, list-calls (reading); sign-call, webhook-secret (the message and its keys).
// Not here: what is an event (triggers in the database), the call itself (lib/wire/call-target.ts), mails (lib/notices).
import { AppError } from '#lib/errors.ts'
import type { EventKind } from '#lib/notices/events.ts'

export const WEBHOOK_TYPES = [
  'inlamning.levererad',
  'inlamning.godkand',
  'inlamning.underkand',
  'inlamning.vantar',
  'inlamning.avgjord',
  'inlamning.aterkallad',
  'inkorg.ny',
] as const
export type WebhookType = (typeof WEBHOOK_TYPES)[number]

/** null: systems are not told. What is unknown goes on by itself, or is held; what is late or near its day has not changed. */
export const TYPE_OF: Record<EventKind, WebhookType | null> = {
  delivered: 'inlamning.levererad',
  approved: 'inlamning.godkand',
  refused: 'inlamning.underkand',
  disapproved: 'inlamning.underkand',
  held: 'inlamning.vantar',
  disputed: 'inlamning.vantar',
  settled: 'inlamning.avgjord',
  withdrawn: 'inlamning.aterkallad',
  inbox: 'inkorg.ny',
  contradicted: null,
  unknown: null,
  late: null,
  deadline: null,
}

/** In the order of WEBHOOK_TYPES. Refuses (`invalid`, `webhook_types`) none, or one that there is not. */
export function readTypes(texts: readonly string[]): WebhookType[] {
  const types = WEBHOOK_TYPES.filter((type) => texts.includes(type))
  if (types.length === 0 || types.length !== new Set(texts).size) throw new AppError('invalid', 'webhook_types')
  return types
}
