// The rehearsal agency as a process of its own.
import { z } from 'zod'
import { OPERATOR_ORGNR } from '../pki.ts'
import { startAgency } from './server.ts'

const env = z
  .object({
    AGENCY_PORT: z.coerce.number().int().default(9443),
    AGENCY_CONTROL_PORT: z.coerce.number().int().default(9480),
    AGENCY_DIR: z.string().min(1),
    /** PEM with certificate and key. */
    AGENCY_CERT: z.string().min(1),
    AGENCY_CA: z.string().min(1),
    AGENCY_CRL: z.string().min(1),
    AGENCY_OPERATOR: z.string().default(OPERATOR_ORGNR),
  })
  .parse(process.env)

const agency = await startAgency({
  port: env.AGENCY_PORT,
  controlPort: env.AGENCY_CONTROL_PORT,
  dir: env.AGENCY_DIR,
  certificate: env.AGENCY_CERT,
  ca: env.AGENCY_CA,
  crl: env.AGENCY_CRL,
  operator: env.AGENCY_OPERATOR,
})
console.log(`rehearsal agency on https://localhost:${agency.port}, control on http://127.0.0.1:${agency.controlPort}`)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void agency.close().then(() => process.exit(0)))
