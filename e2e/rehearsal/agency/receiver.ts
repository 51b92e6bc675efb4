import { join } from 'node:path'
import type { ReceiverFile } from '#lib/wire/receiver.ts'

/** What relay must know about the rehearsal agency: everything as in production, but for the address, shorter waits, and what it promises: it drops repeats, and has not stored what it answers 500 to. */
export function rehearsalReceiver({ agencyPort, pkiDir }: { agencyPort: number; pkiDir: string }): ReceiverFile {
  return {
    name: 'rehearsal agency',
    baseAddress: `https://localhost:${agencyPort}`,
    tls: {
      certificate: join(pkiDir, 'operator.pem'),
      key: join(pkiDir, 'operator.pem'),
      ca: join(pkiDir, 'ca.pem'),
      crl: join(pkiDir, 'crl.pem'),
    },
    dedupes: true,
    answers: { notTaken: [429, 500, 503] },
    limits: { connectMs: 5_000, headersMs: 15_000, bodyMs: 10_000, totalMs: 300_000, leaseMs: 30_000, stopMs: 10_000 },
    pause: { firstMs: 2_000, maxMs: 30_000 },
    polling: { firstMs: 2_000 },
    deliveries: { everyMs: 2_000 },
  }
}
