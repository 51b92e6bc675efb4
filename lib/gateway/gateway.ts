import type { CertificateActor } from '#lib/access/actor.ts'
import type { ActingEmployer } from '#lib/certificates/require-holder.ts'
import type { LocalUploads } from '#lib/door/tus/uploader.ts'
import type { GatewayEnv } from '#lib/env.ts'
import type { Intake } from '#lib/intake/order.ts'
import type { UploadGate } from '#lib/intake/upload-gate.ts'
import type { Log } from '#lib/log.ts'
import type { Trust } from './trust.ts'

/** The context of every route. */
export type Gateway = Intake & { env: GatewayEnv; log: Log; gate: UploadGate; uploads: LocalUploads; trust: Trust }

/** The employer of the call: the one that the certificate is registered for, or the one that an agent (ombud) acts for. */
export type Caller = ActingEmployer & { actor: CertificateActor; certificateEndsAt: Date }
