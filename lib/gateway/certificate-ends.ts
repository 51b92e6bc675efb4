import { certificatesIn } from '#lib/pki/find-chain.ts'
import { readPem } from '#lib/pki/pem.ts'
import type { CertificateHolder } from '#lib/text/operator-notices.ts'
import type { GatewayTls } from './create-gateway.ts'

type CertificateEnd = { holder: CertificateHolder; from: Date; until: Date }

/** When the server's certificate and those of the accepted issuers begin and end: gateway's beat says so, and relay mails the operator. */
export function certificateEnds({ cert, ca }: Pick<GatewayTls, 'cert' | 'ca'>): CertificateEnd[] {
  const read = (pem: Buffer) => certificatesIn(readPem(pem.toString('latin1')))
  const endsOf = (holder: CertificateHolder, pem: Buffer) =>
    read(pem).map(({ notBefore, notAfter }) => ({ holder, from: notBefore, until: notAfter }))
  return [...endsOf('gateway', cert).slice(0, 1), ...endsOf('gatewayAuthority', ca)]
}
