import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Db } from '#lib/db.ts'
import type { Log } from '#lib/log.ts'

/** What the gateway works with. */
export type Gateway = { db: Db; log: Log }

export type Call = { request: IncomingMessage; response: ServerResponse; url: URL; now: Date }

/** Who is on the other end: the organisation that the client certificate names, and that the portal knows. */
export type Caller = {
  employerId: string
  /** Canonical. */
  orgnr: string
  name: string
  services: string[]
  certificateEndsAt: Date
}
