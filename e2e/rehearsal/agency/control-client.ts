import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import type { BehaviourInput } from './behaviour.ts'
import type { LedgerEntry } from './ledger.ts'
import type { DeliveryInput, Outgoing } from './outgoing.ts'

export type AgencyControl = {
  behave: (behaviour: BehaviourInput) => Promise<void>
  ledger: () => Promise<LedgerEntry[]>
  reset: () => Promise<void>
  /** The file's id there. */
  deliver: (delivery: DeliveryInput) => Promise<string>
  deliveries: () => Promise<Omit<Outgoing, 'base64'>[]>
}

/** Speaks to the control side of a rehearsal agency. */
export function agencyControl(port: number): AgencyControl {
  const call = (method: string, path: string, json?: unknown): Promise<string> =>
    new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, method, path, agent: false }, (answer) => {
        const read = text(answer)
        const refused = new Error(`the agency answered ${answer.statusCode} to ${method} ${path}`)
        read.then((body) => ((answer.statusCode ?? 500) < 300 ? resolve(body) : reject(refused)), reject)
      })
      sent.on('error', reject)
      sent.end(json === undefined ? undefined : JSON.stringify(json))
    })
  return {
    async behave(behaviour) {
      await call('PUT', '/behaviour', behaviour)
    },
    async ledger() {
      const lines = (await call('GET', '/ledger')).split('\n').filter(Boolean)
      return lines.map((line) => JSON.parse(line) as LedgerEntry)
    },
    async reset() {
      await call('POST', '/reset')
    },
    async deliver(delivery) {
      return (JSON.parse(await call('POST', '/deliveries', delivery)) as { id: string }).id
    },
    async deliveries() {
      return JSON.parse(await call('GET', '/deliveries')) as Omit<Outgoing, 'base64'>[]
    },
  }
}
