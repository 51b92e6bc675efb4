import type { Tx } from '#lib/db.ts'

export type HeldMandate = {
  employerId: string
  orgnr: string
  name: string
  services: string[]
  validFrom: Date
  validUntil: Date
  /** Today is one of its days and nobody has ended it. */
  holds: boolean
}

/** For whom the organisation's certificates may act, or might. On a person's page `tx` speaks for that organisation's own company. */
export function mandatesHeld(tx: Pick<Tx, '$queryRaw'>, agentOrgnr: string): Promise<HeldMandate[]> {
  return tx.$queryRaw<HeldMandate[]>`
    SELECT employer_id AS "employerId", orgnr, name, services, valid_from AS "validFrom", valid_until AS "validUntil", holds
    FROM mandates_held(${agentOrgnr})`
}
