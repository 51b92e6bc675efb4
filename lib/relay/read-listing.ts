import { stockholmDay } from '#lib/calendar.ts'
import type { ListedArrival } from '#lib/deliveries/note-arrivals.ts'
import { parseIdentity } from '#lib/identifiers.ts'
import type { WholeAnswer } from '#lib/wire/exchange.ts'
import type { Receiver } from '#lib/wire/receiver.ts'
import { parseXmlAnswer } from './xml-answer.ts'

/** Characters; a CHECK of the database too (prisma/checks.test.ts). */
export const LONGEST_RECEIVER_ID = 200

type Form = Pick<NonNullable<Receiver['deliveries']>, 'entry' | 'attributes'>
/** `unreadable`: number of entries without a usable id, digest or service. */
export type ReadListing = { kind: 'listing'; listed: ListedArrival[]; unreadable: number } | { kind: 'none'; code: string }

/** The files that a receiver has for employers. An id that occurs twice counts once. */
export function readListing(answer: WholeAnswer, { entry, attributes }: Form, now: Date): ReadListing {
  if (answer.httpStatus !== 200) return { kind: 'none', code: `status-${answer.httpStatus}` }
  const xml = parseXmlAnswer(answer.raw, answer.contentType)
  if (!xml) return { kind: 'none', code: 'answer-unreadable' }
  const entries = xml.entries(entry)
  // Another document (a proxy's error page, for instance) is no empty list.
  if (entries.length === 0 && xml.all(entry.split('/')[0] ?? '').length === 0) return { kind: 'none', code: 'answer-unreadable' }
  const listed = new Map<string, ListedArrival>()
  let unreadable = 0
  for (const found of entries) {
    const one = readEntry((name) => found[attributes[name]]?.trim() ?? '', now)
    if (one) listed.set(one.id, one)
    else unreadable++
  }
  return { kind: 'listing', listed: [...listed.values()], unreadable }
}

function readEntry(value: (name: keyof Form['attributes']) => string, now: Date): ListedArrival | undefined {
  const id = value('id')
  const sha256 = value('sha256').toLowerCase()
  const service = value('service')
  if (
    id.length > LONGEST_RECEIVER_ID ||
    !/^[\x21-\x7e]+$/.test(id) ||
    !/^[0-9a-f]{64}$/.test(sha256) ||
    !/^[a-z][a-z0-9-]{0,49}$/.test(service)
  )
    return undefined
  const bytes = value('bytes')
  const employer = parseIdentity(value('employer'), stockholmDay(now))
  return {
    ...{ id, sha256, service },
    orgnr: 'kind' in employer ? employer.canonical : value('employer').slice(0, 20),
    // Postgres cannot hold a NUL.
    name: value('name').replaceAll('\0', '').slice(0, 500),
    bytes: /^\d{1,15}$/.test(bytes) ? Number(bytes) : null,
  }
}
