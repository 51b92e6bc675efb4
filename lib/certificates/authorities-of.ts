import { readFileSync } from 'node:fs'
import type { WebEnv } from '#lib/env.ts'
import { certificatesIn } from '#lib/pki/find-chain.ts'
import { readPem } from '#lib/pki/pem.ts'
import type { Certificate } from '#lib/pki/read-certificate.ts'

/** The issuers that the gateway accepts, read each time so that a change needs no restart; empty when none are configured. */
export function authoritiesOf({ GATEWAY_CA: file }: Pick<WebEnv, 'GATEWAY_CA'>): Certificate[] {
  return file ? certificatesIn(readPem(readFileSync(file, 'latin1'))) : []
}
