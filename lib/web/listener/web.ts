import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Db } from '#lib/db.ts'
import type { UploadsHere } from '#lib/door/tus/uploader.ts'
import type { WebEnv } from '#lib/env.ts'
import type { UploadGate } from '#lib/intake/upload-gate.ts'
import type { Log } from '#lib/log.ts'
import type { TestPersons } from '#lib/services/test-persons.ts'

/** Hands a request to Next. */
export type Pages = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** What the listener's routes use. */
export type Web = {
  db: Db
  env: WebEnv
  log: Log
  pages: Pages
  gate: UploadGate
  uploads: UploadsHere
  /** For rule I07; only production has them. */
  testPersons: TestPersons | undefined
}

/** One request on its way through. */
export type WebCall = {
  request: IncomingMessage
  response: ServerResponse
  /** The address, parsed and known to be ours. */
  url: URL
  /** What stands in the address where the route has a place for it. */
  part: string
  now: Date
}

export type WebRoute = (web: Web, call: WebCall) => Promise<void>
