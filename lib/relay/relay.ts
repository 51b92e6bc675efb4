import type { Db } from '#lib/db.ts'
import type { Log } from '#lib/log.ts'
import type { Mailer } from '#lib/mail.ts'
import type { Receiver } from '#lib/wire/receiver.ts'
import type { Channel } from './channels/channel.ts'
import type { CircuitBreaker } from './circuit-breaker.ts'
import type { RevocationTask } from './refresh-revocation.ts'

/** What a relay works with. `receiver` and `channel` are replaced together when the receiver's file is read anew. */
export type Relay = {
  db: Db
  /** Which relay, in attempts and the audit trail. */
  name: string
  log: Log
  payloads: { dir: string; identity: string }
  /** How files for employers are kept: sealed for `recipient` (web and gateway open them) for so many days. Null: none are taken. */
  deliveries: { recipient: string; keepDays: number } | null
  receiver: Receiver
  channel: Channel
  line: CircuitBreaker
  /** Where mails go out, and the portal's address to put in them; absent where no mail server is configured. */
  mail?: { mailer: Mailer; publicUrl: string } | undefined
  /** Whom to ask what is revoked; absent where lists are fetched in another way. */
  revocation?: RevocationTask | undefined
  /** 0 ≤ lot < 1: spreads retries. */
  lot: () => number
}
