import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Db } from '#lib/db.ts'
import type { LocalUploads } from '#lib/door/tus/uploader.ts'
import type { WebEnv } from '#lib/env.ts'
import type { UploadGate } from '#lib/intake/upload-gate.ts'
import type { Log } from '#lib/log.ts'
import type { TestPersons } from '#lib/services/test-persons.ts'

/** Passes a request to Next. */
export type Pages = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** The context of every route. */
export type Web = {
  db: Db
  env: WebEnv
  log: Log
  pages: Pages
  gate: UploadGate
  uploads: LocalUploads
  /** For rule I07; only production has them. */
  testPersons: TestPersons | undefined
}

/** One request. */
export type WebCall = {
  request: IncomingMessage
  response: ServerResponse
  /** The parsed address (readWebTarget). */
  url: URL
  /** The value of the path's placeholder; empty without one. */
  part: string
  now: Date
}

export type WebRoute = (web: Web, call: WebCall) => Promise<void>
