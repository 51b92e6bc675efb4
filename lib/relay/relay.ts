// What a relay works with: made by main.ts, given to everything in this folder.
import type { Db } from '#lib/db.ts'
import type { Log } from '#lib/log.ts'
import type { Mailer } from '#lib/mail.ts'
import type { IdentityOf } from '#lib/store/payload-keys.ts'
import { isStoreThere, prepareStore } from '#lib/store/store.ts'
import { hasPayloads } from '#lib/submissions/sweep-payloads.ts'
import type { CallTerms } from '#lib/wire/call-target.ts'
import { loadReceiver, type Receiver } from '#lib/wire/receiver.ts'
import type { Channel } from './channels/channel.ts'
import { openHttpsChannel } from './channels/https.ts'
import type { NotedLine } from './keep-line.ts'
import type { RelayLine } from './line.ts'
import type { OperatorWatch } from './operator/watch-operation.ts'
import type { RevocationTask } from './refresh-revocation.ts'

/** `receiver` and `channel` are replaced together when the receiver's file is read anew. */
export type Relay = {
  db: Db
  /** Names the relay in attempts and in the audit trail. */
  name: string
  log: Log
  /** `identity`: opens them, by the month that they name. */
  payloads: { dir: string; identity: string | IdentityOf }
  /** The folder of the months' keys. */
  keys: string
  /** The age key that opens the secrets of webhooks. */
  webhookIdentity: string
  /** How files for employers are kept: sealed for `recipient` (web and gateway open them) for so many days. Null: none are taken. */
  deliveries: { recipient: string; keepDays: number } | null
  /** How many days after its end what was handed in is kept. */
  keepDays: number
  receiver: Receiver
  channel: Channel
  line: RelayLine
  noted: NotedLine
  /** The last epoch that this relay began (null: none yet, and nothing is claimed), when, and whether files have moved since. */
  epoch: { known: bigint | null; begunAt: number; hasMoved: boolean }
  /** Where mails go out, and the portal's address to put in them; absent where no mail server is configured. */
  mail?: { mailer: Mailer; publicUrl: string } | undefined
  /** Whom to ask what is revoked; absent where lists are fetched in another way. */
  revocation?: RevocationTask | undefined
  /** Who is mailed about how the portal runs; absent where nobody is. */
  operator?: OperatorWatch | undefined
  /** The file to which the audit trail's heads are noted; absent: none are. */
  headsFile?: string | undefined
  /** Where webhooks may go; absent: to public addresses, by the authorities that Node brings. */
  webhooks?: CallTerms | undefined
  /** 0 ≤ jitter < 1: spreads retries. */
  jitter: () => number
  /** When the loop last turned, by performance.now(). */
  turnedAt: number
}

/**
 * At the start: makes the store if there never was one. If the database knows of payloads and the folder is not marked as
 * their store, nothing is made: sending waits until the volume is back (or an operator puts the mark there).
 */
export async function findStore({ db, log, payloads }: Pick<Relay, 'db' | 'log' | 'payloads'>): Promise<void> {
  if (await isStoreThere(payloads.dir)) return
  if (await hasPayloads({ db })) {
    log.error('payloads-away')
    return
  }
  await prepareStore(payloads.dir)
  log.info('store-made')
}

/** Reads receiver, certificates and keys anew. What cannot be read changes nothing; what is under way goes on as it began. */
export function reloadReceiver(relay: Relay, file: string): void {
  try {
    const receiver = loadReceiver(file)
    const channel = openHttpsChannel(receiver)
    relay.channel.retire()
    Object.assign(relay, { receiver, channel })
    relay.line.tryNow(performance.now())
    relay.log.info('reloaded')
  } catch (error) {
    relay.log.fault('not-reloaded', error)
  }
}
