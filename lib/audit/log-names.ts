import type { Tx } from '#lib/db.ts'
import { formatOrgnr } from '#lib/identifiers.ts'
import { hostOf } from '#lib/wire/target-address.ts'
import type { LogRow } from './read-log.ts'

export type LogNames = {
  /** The company's own people, those it had too, and those of its agents', by id. */
  people: ReadonlyMap<string, string>
  /** Who is neither: by which right they came. */
  staff: ReadonlyMap<string, 'staff' | 'operator'>
  /** Common names, by fingerprint. */
  certificates: ReadonlyMap<string, string>
  submissions: ReadonlyMap<string, { reference: string; fileName: string | null }>
  /** What other things are called, by id. */
  objects: ReadonlyMap<string, string>
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** What the rows name by ids alone, as the company may know it. */
export async function readLogNames(tx: Tx, employerId: string, rows: readonly LogRow[]): Promise<LogNames> {
  const people = await readOwnPeople(tx, employerId)
  const strangers = [...new Set(rows.flatMap(({ actor }) => (actor.startsWith('person:') ? [actor.slice(7)] : [])))]
  const staff = await readStaff(
    tx,
    strangers.filter((id) => UUID.test(id) && !people.has(id)),
  )
  const certificates = await tx.certificate.findMany({
    where: { employerId },
    select: { id: true, fingerprint: true, commonName: true },
  })
  const ids = [...new Set(rows.map(({ object }) => object).filter((object) => UUID.test(object)))]
  const where = { id: { in: ids }, employerId }
  const submissions = await tx.submission.findMany({ where, select: { id: true, reference: true, fileName: true } })
  const deliveries = await tx.delivery.findMany({ where, select: { id: true, name: true } })
  const mandates = await tx.mandate.findMany({ where, select: { id: true, agentOrgnr: true } })
  const webhooks = await tx.webhook.findMany({ where, select: { id: true, url: true } })
  const invitations = await tx.invitation.findMany({ where, select: { id: true, name: true } })
  return {
    people,
    staff,
    certificates: new Map(certificates.map(({ fingerprint, commonName }) => [fingerprint, commonName])),
    submissions: new Map(submissions.map(({ id, ...submission }) => [id, submission])),
    objects: new Map([
      ...people,
      ...certificates.map(({ id, commonName }) => [id, commonName] as const),
      ...deliveries.map(({ id, name }) => [id, name] as const),
      ...mandates.map(({ id, agentOrgnr }) => [id, formatOrgnr(agentOrgnr)] as const),
      ...webhooks.map(({ id, url }) => [id, hostOf(new URL(url))] as const),
      ...invitations.map(({ id, name }) => [id, name] as const),
    ]),
  }
}

/** Members, also those who are none any more, and a bureau's people who act or have acted for the company; by name. */
export async function readOwnPeople(tx: Tx, employerId: string): Promise<Map<string, string>> {
  const person = { select: { id: true, name: true } }
  const members = await tx.member.findMany({ where: { employerId }, select: { person } })
  const assigned = await tx.assignment.findMany({ where: { clientId: employerId }, select: { person } })
  const all = [...members, ...assigned].map(({ person: { id, name } }) => [id, name] as const)
  return new Map(all.sort(([, one], [, other]) => one.localeCompare(other, 'sv')))
}

async function readStaff(tx: Tx, ids: readonly string[]): Promise<Map<string, 'staff' | 'operator'>> {
  const rows = await tx.$queryRaw<{ id: string; support: boolean }[]>`SELECT id, support FROM staff_among(${[...ids]}::uuid[])`
  return new Map(rows.map(({ id, support }) => [id, support ? 'staff' : 'operator']))
}
