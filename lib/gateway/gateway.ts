import type { LocalUploads } from '#lib/door/tus/uploader.ts'
import type { GatewayEnv } from '#lib/env.ts'
import type { UploadGate } from '#lib/intake/upload-gate.ts'
import type { Log } from '#lib/log.ts'
import type { Intake } from '#lib/submissions/take-file.ts'
import type { Trust } from './trust.ts'

/** The context of every route. */
export type Gateway = Intake & { env: GatewayEnv; log: Log; gate: UploadGate; uploads: LocalUploads; trust: Trust }

/** The employer of the call: the one that the certificate is registered for, or the one that an agent (ombud) acts for. */
export type Caller = {
  employerId: string
  /** Canonical. */
  orgnr: string
  name: string
  services: string[]
  certificateEndsAt: Date
  /** SHA-256 of the certificate, hex: the actor in the audit trail. */
  fingerprint: string
  /** The agent whose certificate it is, acting by mandate; null when the employer acts itself. */
  agent: { orgnr: string; name: string } | null
}
