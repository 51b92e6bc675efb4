// Certificates and lists that end on a day, of which an operator is told on the days of CERTIFICATE_WARN_DAYS.
import { X509Certificate } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DAY_MS, stockholmTime } from '#lib/calendar.ts'
import { CERTIFICATE_WARN_DAYS } from '#lib/limits.ts'
import type { OperatorCondition } from '#lib/notices/tell-operator.ts'
import { daysLeft } from '#lib/pki/certificate-faults.ts'
import { certificatesIn } from '#lib/pki/find-chain.ts'
import { readPem } from '#lib/pki/pem.ts'
import { readRevocationList } from '#lib/pki/revocation-list.ts'
import { CERTIFICATE_HOLDERS, type CertificateHolder } from '#lib/text/operator-notices.ts'
import type { Relay } from '../relay.ts'

/** `from`: when its time began; undefined where that does not matter. */
export type EndingCertificate = { holder: CertificateHolder; from?: Date | undefined; until: Date }

/** What has ended for longer is an old certificate that lies in a bundle. */
const ENDED_LATELY_MS = 2 * DAY_MS

/** All that relay and gateway work with. A file that cannot be read is left out: what needs it says so. */
export async function findCertificates({ db, channel, receiver }: Relay): Promise<EndingCertificate[]> {
  const { ca, crl, employerCertificates } = receiver.tls
  return [
    { holder: 'own', until: channel.certificateEndsAt },
    ...(employerCertificates ? await readEmployers(employerCertificates) : []),
    ...(await readTrust(ca, crl)),
    ...(await readGateways(db)),
  ]
}

/**
 * Those that have come to a day of CERTIFICATE_WARN_DAYS, or have ended. A step longer than half of its time is passed over: a list
 * that is renewed each week is always about to end. Companies' own that end on one day are one condition.
 */
export function endingConditions(certificates: readonly EndingCertificate[], now: Date): OperatorCondition[] {
  const steps = new Map<string, { step: number; of: EndingCertificate; count: number }>()
  for (const of of certificates) {
    const step = reachedStep(of, now)
    if (step === undefined) continue
    const key = `${of.holder} ${dayOfEnd(of)} ${step}`
    const seen = steps.get(key)
    steps.set(key, { step, of, count: (seen?.count ?? 0) + 1 })
  }
  return [...steps].map(([subject, { of, count, step }]) => ({
    kind: 'certificate',
    subject,
    since: of.until,
    params: {
      holder: of.holder,
      ended: step === 0 ? 'yes' : 'no',
      days: Math.max(0, daysLeft(of.until, now)),
      ends: dayOfEnd(of),
      count,
    },
  }))
}

function reachedStep({ from, until }: EndingCertificate, now: Date): number | undefined {
  const left = until.getTime() - now.getTime()
  if (left <= 0) return -left <= ENDED_LATELY_MS ? 0 : undefined
  const lifeDays = from ? (until.getTime() - from.getTime()) / DAY_MS : Number.POSITIVE_INFINITY
  return CERTIFICATE_WARN_DAYS.filter((days) => days * 2 <= lifeDays).findLast((days) => left <= days * DAY_MS)
}

const dayOfEnd = ({ until }: EndingCertificate): string => stockholmTime(until).slice(0, 10)

async function readEmployers(folder: string): Promise<EndingCertificate[]> {
  const names = await readdir(folder).catch(() => [])
  const read = async (name: string): Promise<EndingCertificate[]> => {
    const pem = await readFile(join(folder, name)).catch(() => undefined)
    const certificate = pem && readX509(pem)
    return certificate ? [{ holder: 'employers', from: certificate.validFromDate, until: certificate.validToDate }] : []
  }
  const certificates: EndingCertificate[] = []
  for (const name of names) if (name.endsWith('.pem')) certificates.push(...(await read(name)))
  return certificates
}

function readX509(pem: Buffer): X509Certificate | undefined {
  try {
    return new X509Certificate(pem)
  } catch {
    return undefined
  }
}

async function readTrust(caFile: string, crlFile: string | undefined): Promise<EndingCertificate[]> {
  const partsOf = async (file: string) => readPem(await readFile(file, 'latin1').catch(() => ''))
  const authorities = certificatesIn(await partsOf(caFile))
  const ending: EndingCertificate[] = authorities.map(({ notBefore, notAfter }) => ({
    holder: 'receiverAuthority',
    from: notBefore,
    until: notAfter,
  }))
  for (const { label, bytes } of crlFile ? await partsOf(crlFile) : []) {
    const list = label === 'X509 CRL' ? await readRevocationList(bytes, authorities) : undefined
    if (list?.nextUpdate) ending.push({ holder: 'receiverList', from: list.thisUpdate, until: list.nextUpdate })
  }
  return ending
}

/** What gateways say with their beats, those of several once. */
async function readGateways(db: Relay['db']): Promise<EndingCertificate[]> {
  const { rows } = await db.pool.query<{ holder: string; from: string; until: string }>(
    `SELECT DISTINCT c ->> 'holder' AS holder, c ->> 'from' AS "from", c ->> 'until' AS until
     FROM process_beat, jsonb_array_elements(CASE jsonb_typeof(detail -> 'certificates') WHEN 'array' THEN detail -> 'certificates' ELSE '[]' END) AS c
     WHERE process = 'gateway'`,
  )
  return rows.flatMap(({ holder, from, until }) => {
    const known = CERTIFICATE_HOLDERS.find((word) => word === holder)
    return known ? [{ holder: known, from: new Date(from), until: new Date(until) }] : []
  })
}
