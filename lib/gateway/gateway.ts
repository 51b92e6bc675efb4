import type { CertificateActor } from '#lib/access/actor.ts'
import type { ActingEmployer } from '#lib/certificates/require-holder.ts'
import type { HandInParts } from '#lib/door/hand-in.ts'
import type { GatewayEnv } from '#lib/env.ts'
import type { Trust } from './trust.ts'

/** The context of every route. */
export type Gateway = HandInParts & { env: GatewayEnv; trust: Trust }

/** The employer of the call: the one that the certificate is registered for, or the one that an agent (ombud) acts for. */
export type Caller = ActingEmployer & { actor: CertificateActor; certificateEndsAt: Date }
