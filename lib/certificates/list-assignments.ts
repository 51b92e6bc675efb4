import { DAY_MS, stockholmDay } from '#lib/calendar.ts'
import { forEmployer, type SpeakerContext, type Speaking } from '#lib/db.ts'
import { mandatesHeld } from './mandates.ts'

export type AssignedPerson = { assignmentId: string; personId: string; name: string; since: Date; usedAt: Date | null }
export type Client = { employerId: string; orgnr: string; name: string; validUntil: Date; people: AssignedPerson[] }
type Bureau = { employerId: string; orgnr: string }

/** The clients whose mandate a bureau holds today, and who of its people acts for each; and the people who can. */
export async function listClients(
  { db, actor, now }: SpeakerContext,
  { employerId, orgnr }: Bureau,
): Promise<{ clients: Client[]; people: { personId: string; name: string }[] }> {
  const today = new Date(stockholmDay(now) * DAY_MS)
  return forEmployer({ db, actor }, employerId, async (tx) => {
    const holding = (await mandatesHeld(tx, orgnr)).filter(({ holds }) => holds)
    const members = await tx.member.findMany({
      where: {
        ...{ employerId, removedAt: null, role: { not: 'reader' }, person: { removedAt: null } },
        OR: [{ validUntil: null }, { validUntil: { gte: today } }],
      },
      select: { personId: true, person: { select: { name: true } } },
      orderBy: [{ person: { name: 'asc' } }, { personId: 'asc' }],
    })
    const people = members.map(({ personId, person: { name } }) => ({ personId, name }))
    const names = new Map(people.map(({ personId, name }) => [personId, name]))
    const rows = await tx.assignment.findMany({ where: { employerId, endedAt: null }, orderBy: { createdAt: 'asc' } })
    const clients = holding.map((mandate) => ({
      ...{ employerId: mandate.employerId, orgnr: mandate.orgnr, name: mandate.name, validUntil: mandate.validUntil },
      people: rows.flatMap(({ id, clientId, personId, createdAt, usedAt }) => {
        const name = names.get(personId)
        if (clientId !== mandate.employerId || name === undefined) return []
        return [{ assignmentId: id, personId, name, since: createdAt, usedAt }]
      }),
    }))
    return { clients: [...new Map(clients.map((client) => [client.employerId, client])).values()], people }
  })
}

export type ActingBureau = { orgnr: string; name: string; people: Omit<AssignedPerson, 'personId'>[] }
type ActingRow = Omit<AssignedPerson, 'personId'> & { bureauOrgnr: string; bureauName: string }

/** The bureaus whose people act for the employer today, and who they are. */
export async function listActingBureaus({ db, actor }: Speaking, employerId: string): Promise<ActingBureau[]> {
  const rows = await forEmployer(
    { db, actor },
    employerId,
    (tx) => tx.$queryRaw<ActingRow[]>`
      SELECT assignment_id AS "assignmentId", bureau_orgnr AS "bureauOrgnr", bureau_name AS "bureauName", person_name AS name, since,
        used_at AS "usedAt"
      FROM acting_for(${employerId}::uuid)`,
  )
  return [...Map.groupBy(rows, ({ bureauOrgnr }) => bureauOrgnr)].map(([orgnr, people]) => ({
    orgnr,
    name: people[0]?.bureauName ?? '',
    people: people.map(({ bureauOrgnr: _orgnr, bureauName: _name, ...person }) => person),
  }))
}
