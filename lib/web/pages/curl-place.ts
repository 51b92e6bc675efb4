import type { CurlPlace } from '#components/automate/curl-call.ts'
import { webEnv } from '#lib/env.ts'
import { parseIdentity, toEdgeOrgnr } from '#lib/identifiers.ts'

/** An invented number, for visitors without a session. */
const NOBODY = '5599001236'

/** Address and employer for curl examples; `orgnr` in any form. Without GATEWAY_URL a reserved name (RFC 2606). */
export function curlPlace(orgnr: string | undefined, service: string): CurlPlace {
  const identity = orgnr === undefined ? undefined : parseIdentity(orgnr, 0)
  const edge = identity && 'canonical' in identity ? toEdgeOrgnr(identity.canonical) : NOBODY
  return { url: (webEnv().GATEWAY_URL ?? 'https://portalen.example:8443').replace(/\/+$/, ''), orgnr: edge, service }
}
