import { readFileSync } from 'node:fs'
import type { WebEnv } from '#lib/env.ts'
import { certificatesIn } from '#lib/pki/find-chain.ts'
import { readPem } from '#lib/pki/pem.ts'
import type { Certificate } from '#lib/pki/read-certificate.ts'

/** The issuers whose certificates gateway takes, read anew so that a change counts without a restart; none where none are named. */
export function authoritiesOf({ GATEWAY_CA: file }: Pick<WebEnv, 'GATEWAY_CA'>): Certificate[] {
  return file ? certificatesIn(readPem(readFileSync(file, 'latin1'))) : []
}
