import type { IncomingMessage, ServerResponse } from 'node:http'
import type { UploadsHere } from '#lib/door/tus/uploader.ts'
import type { GatewayEnv } from '#lib/env.ts'
import type { UploadGate } from '#lib/intake/upload-gate.ts'
import type { Log } from '#lib/log.ts'
import type { Intake } from '#lib/submissions/take-file.ts'
import type { Trust } from './trust.ts'

/** What the gateway works with. */
export type Gateway = Intake & { env: GatewayEnv; log: Log; gate: UploadGate; uploads: UploadsHere; trust: Trust }

/** One request on its way through. */
export type GatewayCall = {
  request: IncomingMessage
  response: ServerResponse
  /** The address, parsed and known to be meant as it is written. */
  url: URL
  /** What stands in the places of the route's path, still percent-encoded. */
  params: Readonly<Record<string, string>>
  now: Date
}

/** For whom the call is: the company that the certificate is registered for, or the one that an ombud acts for. */
export type Caller = {
  employerId: string
  /** Canonical. */
  orgnr: string
  name: string
  services: string[]
  certificateEndsAt: Date
  /** SHA-256 of the certificate, hex: who did it, in the audit trail. */
  fingerprint: string
  /** The ombud whose certificate it is, acting for the company by mandate; null when the company acts itself. */
  agent: { orgnr: string; name: string } | null
}
