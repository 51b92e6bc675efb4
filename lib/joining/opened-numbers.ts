import type { PersonActor } from '#lib/access/actor.ts'
import { AppError } from '#lib/errors.ts'
import type { Keeping } from '#lib/keeping/open-keeping.ts'
import type { StoredFields, StoredNumber, TypedNumber } from './stored-fields.ts'

/** Numbers in full, by what they are sealed as: read from keeper before a transaction, which waits for nobody. */
export type OpenedNumbers = ReadonlyMap<string, string>

/** Has keeper seal what was typed for numbers: in the order given. Refuses (`too_many`, `numbers`). */
export async function storeNumbers(
  { keeping, actor }: { keeping: Keeping; actor: PersonActor },
  typed: readonly TypedNumber[],
): Promise<(StoredNumber & { sealed: string })[]> {
  if (typed.length === 0) return []
  const { stored } = await keeping.ask('storeNumbers', { credential: actor.credential, numbers: [...typed] })
  return stored
}

/** The numbers that an application's pages need in full: the employer's, where it is a person's, and those that are none, as they were typed. */
export async function openNumbers(
  { keeping, actor }: { keeping: Keeping; actor: PersonActor },
  fields: StoredFields,
): Promise<OpenedNumbers> {
  const sealed = Object.entries(fields).flatMap(([name, value]) =>
    typeof value === 'object' && value.sealed !== null && (name === 'employerNumber' || value.key === null) ? [value.sealed] : [],
  )
  return openSealed({ keeping, actor }, sealed)
}

export async function openSealed(
  { keeping, actor }: { keeping: Keeping; actor: PersonActor },
  sealed: readonly string[],
): Promise<OpenedNumbers> {
  if (sealed.length === 0) return new Map()
  const { opened } = await keeping.ask('openNumbers', { credential: actor.credential, sealed: [...sealed] })
  return new Map(sealed.map((one, index) => [one, opened[index] ?? '']))
}

/** Refuses (`conflict`, `application_state`) a number that was written since the others were opened: somebody else changes the application. */
export function requireOpened(opened: OpenedNumbers, { sealed }: StoredNumber): string | null {
  if (sealed === null) return null
  const number = opened.get(sealed)
  if (number === undefined) throw new AppError('conflict', 'application_state')
  return number
}
