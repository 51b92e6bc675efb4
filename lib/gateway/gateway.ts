import type { IncomingMessage, ServerResponse } from 'node:http'
import type { GatewayEnv } from '#lib/env.ts'
import type { UploadGate } from '#lib/intake/upload-gate.ts'
import type { Log } from '#lib/log.ts'
import type { Intake } from '#lib/submissions/take-file.ts'

/** What the gateway works with. */
export type Gateway = Intake & { env: GatewayEnv; log: Log; gate: UploadGate }

/** One request on its way through. */
export type Call = {
  request: IncomingMessage
  response: ServerResponse
  /** The address, parsed and known to be meant as it is written. */
  url: URL
  /** What stands in the places of the route's path, still percent-encoded. */
  params: Readonly<Record<string, string>>
  now: Date
}

/** Who is on the other end: the organisation that the client certificate names, and that the portal knows. */
export type Caller = {
  employerId: string
  /** Canonical. */
  orgnr: string
  name: string
  services: string[]
  certificateEndsAt: Date
}
