// Files for employers over the https channel: a list, each file by its id, and the word that we have it.
import type { Listed } from '#lib/deliveries/note-arrivals.ts'
import { addressOf } from '#lib/wire/address-of.ts'
import type { TlsClient } from '#lib/wire/client-certificate.ts'
import { exchange } from '#lib/wire/exchange.ts'
import { openBody } from '#lib/wire/open-body.ts'
import type { Receiver } from '#lib/wire/receiver.ts'
import { readListing } from '../read-listing.ts'
import type { DeliveryChannel } from './channel.ts'

type Lines = { lineFor: (orgnr: string) => TlsClient; lines: () => TlsClient[] }

/** `lines`: every certificate whose list is to be asked for; some may be the same. */
export function openHttpsDeliveries(receiver: Receiver, { lineFor, lines }: Lines): DeliveryChannel | null {
  const { deliveries, limits } = receiver
  if (!deliveries) return null
  const { listPath, fetchPath, confirmPath, listBytes } = deliveries
  return {
    async list(signal) {
      const whole = { listed: new Map<string, Listed>(), unreadable: 0, codes: [] as string[] }
      const url = addressOf(receiver, listPath)
      for (const { agent } of new Set(lines())) {
        const question = { url, method: 'GET', headers: {}, agent, limits: { ...limits, answerBytes: listBytes } } as const
        const exchanged = await exchange(question, signal)
        const read = exchanged.kind === 'answer' ? readListing(exchanged.answer, deliveries, new Date()) : exchanged
        if (read.kind !== 'listing') {
          whole.codes.push(read.code)
          continue
        }
        for (const one of read.listed) whole.listed.set(one.id, one)
        whole.unreadable += read.unreadable
      }
      const { listed, unreadable, codes } = whole
      return { listed: [...listed.values()], unreadable, codes, partial: codes.length > 0 }
    },

    open({ id, orgnr }, signal) {
      return openBody({ url: addressOf(receiver, fetchPath, { id }), agent: lineFor(orgnr).agent, limits }, signal)
    },

    async confirm({ id, orgnr }, signal) {
      const url = addressOf(receiver, confirmPath, { id })
      const exchanged = await exchange({ url, method: 'POST', headers: {}, agent: lineFor(orgnr).agent, limits }, signal)
      if (exchanged.kind === 'broken') return { kind: 'none', code: exchanged.code }
      const { httpStatus } = exchanged.answer
      // A file that is gone over there is one that it knows we have, or that it has taken away: there is nothing more to say.
      if ((httpStatus >= 200 && httpStatus < 300) || httpStatus === 404 || httpStatus === 410) return { kind: 'confirmed' }
      return { kind: 'none', code: `status-${httpStatus}` }
    },
  }
}
