// Files for employers over the https channel: a list, each file by its id, and the confirmation that we have it.
import type { ListedArrival } from '#lib/deliveries/note-arrivals.ts'
import { exchange, openAnswer } from '#lib/wire/exchange.ts'
import type { TlsClient } from '#lib/wire/own-certificate.ts'
import { addressOf, type Receiver } from '#lib/wire/receiver.ts'
import { readListing } from '../read-listing.ts'
import type { DeliveryChannel } from './channel.ts'

type Clients = { clientFor: (orgnr: string) => TlsClient; clients: () => TlsClient[] }

/** `clients`: one for every certificate whose list is to be asked for; some may be the same. */
export function openHttpsDeliveries(receiver: Receiver, { clientFor, clients }: Clients): DeliveryChannel | null {
  const { deliveries, limits } = receiver
  if (!deliveries) return null
  const { listPath, fetchPath, confirmPath, listBytes } = deliveries
  return {
    async list(signal) {
      const whole = { listed: new Map<string, ListedArrival>(), unreadable: 0, codes: [] as string[], isAnswered: false }
      const url = addressOf(receiver, listPath)
      for (const { agent } of new Set(clients())) {
        const question = { url, method: 'GET', agent, limits: { ...limits, answerBytes: listBytes } } as const
        const exchanged = await exchange(question, signal)
        whole.isAnswered ||= exchanged.kind === 'answer' || exchanged.code.startsWith('answer-')
        const read = exchanged.kind === 'answer' ? readListing(exchanged.answer, deliveries, new Date()) : exchanged
        if (read.kind !== 'listing') {
          whole.codes.push(read.code)
          continue
        }
        for (const one of read.listed) whole.listed.set(one.id, one)
        whole.unreadable += read.unreadable
      }
      const { listed, codes } = whole
      return { ...whole, listed: [...listed.values()], partial: codes.length > 0 }
    },

    async open({ id, orgnr }, signal) {
      const url = addressOf(receiver, fetchPath, { id })
      const answer = await openAnswer({ url, method: 'GET', agent: clientFor(orgnr).agent, limits }, signal)
      if (answer.kind === 'broken') return { kind: 'none', code: answer.code }
      const { httpStatus } = answer.head
      if (httpStatus === 200 && answer.encoding === null) return answer
      answer.close()
      return { kind: 'none', code: httpStatus === 200 ? 'answer-encoded' : `status-${httpStatus}` }
    },

    async confirm({ id, orgnr }, signal) {
      const url = addressOf(receiver, confirmPath, { id })
      const exchanged = await exchange({ url, method: 'POST', agent: clientFor(orgnr).agent, limits }, signal)
      if (exchanged.kind === 'broken') return { kind: 'none', code: exchanged.code }
      const { httpStatus } = exchanged.answer
      // 404 or 410: the receiver knows that we have it, or has taken it away.
      if ((httpStatus >= 200 && httpStatus < 300) || httpStatus === 404 || httpStatus === 410) return { kind: 'confirmed' }
      return { kind: 'none', code: `status-${httpStatus}` }
    },
  }
}
