import type { ActorContext, PersonActor } from '#lib/access/actor.ts'
import { forPerson } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import type { Keeping } from '#lib/keeping/open-keeping.ts'
import { type JoiningField, type JoiningStep, rowField, STEPS, stepById } from './fields.ts'
import type { FieldFault } from './find-faults.ts'
import { openDraft, openOwnNumbers, readDraft } from './open-draft.ts'
import { type OpenedNumbers, storeNumbers } from './opened-numbers.ts'
import { fieldReader, readTyped, rowCount, type StoredFields, type TypedNumber } from './stored-fields.ts'
import { voidSignatures } from './void-signatures.ts'

type SaveFieldsInput = {
  reference: string
  step: string
  /** By name, as typed: all values that a form has under one name. What is not named stays as it is. */
  typed: ReadonlyMap<string, readonly string[]>
  /** One more or one fewer of the rows that the name counts. */
  rows?: { count: string; by: 1 | -1 } | undefined
  keeping: Keeping
}

/** Characters of a field before nothing of it is taken. */
const LONGEST_TYPED = 1_000

/**
 * Keeps what was typed in one field or a whole step, wrong or right, and says what is wrong in that step. A change after a
 * signature voids all signatures. Refuses as openDraft, and (`invalid`, `application_field`) what no field of the step is.
 */
export async function saveFields(
  { db, actor, now }: ActorContext<PersonActor>,
  { reference, step: stepId, typed, rows, keeping }: SaveFieldsInput,
): Promise<{ faults: FieldFault[]; mail: string }> {
  const own = await openOwnNumbers({ db, actor }, { reference, keeping })
  const { stored, opened } = await storeTyped({ keeping, actor, now }, { stepId, typed })
  return forPerson({ db, actor }, async (tx) => {
    const draft = await openDraft(tx, actor, reference)
    const step = stepById(draft.kind, stepId)
    if (!step) throw new AppError('not_found', 'application')
    const fields: Record<string, StoredFields[string]> = { ...draft.fields }
    const known = fieldsByName(step)
    for (const [name, values] of typed) {
      const field = known.get(name)
      const value = textOf(field, values)
      if (!field || value.length > LONGEST_TYPED) throw new AppError('invalid', 'application_field')
      // An empty field for a number keeps the one that is shown masked beside it.
      if (value === '' && typeof fields[name] === 'object') continue
      const read = stored.get(name)
      if (read === undefined) throw new AppError('invalid', 'application_field')
      fields[name] = read
    }
    if (rows) changeRows(step, fields, rows)
    const isOther = numberWord(fields) !== numberWord(draft.fields)
    const orgnr = isOther ? organisationIn(fields) : draft.orgnr
    const data = { fields, orgnr, changedAt: now, version: { increment: 1 } }
    // Another employer's number is not the one that was taken.
    await tx.application.update({ where: { id: draft.id }, data: { ...data, ...(isOther && { holdsNumberAt: null }) } })
    const changed = { ...draft, fields, orgnr }
    const all = new Map([...own, ...opened])
    await voidSignatures(tx, { draft: changed, actor, opened: all })
    const { faults } = await readDraft(tx, { personId: actor.personId, draft: changed, opened: all })
    return { faults: faults.filter((fault) => fault.step === step.id), mail: fieldReader(fields)('mail') }
  })
}

type Stored = { stored: Map<string, StoredFields[string]>; opened: OpenedNumbers }

/** Everything as it is stored, read before the transaction: keeper seals the numbers, all of them by one question. */
async function storeTyped(
  { keeping, actor, now }: { keeping: Keeping; actor: PersonActor; now: Date },
  { stepId, typed }: { stepId: string; typed: SaveFieldsInput['typed'] },
): Promise<Stored> {
  const known = new Map(STEPS.filter(({ id }) => id === stepId).flatMap((step) => [...fieldsByName(step)]))
  const stored = new Map<string, StoredFields[string]>()
  const numbers: { name: string; number: TypedNumber }[] = []
  for (const [name, values] of typed) {
    const field = known.get(name)
    const value = textOf(field, values)
    if (!field || value.length > LONGEST_TYPED) continue
    const read = readTyped(field.kind, value, now)
    if (typeof read === 'string') stored.set(name, read)
    else numbers.push({ name, number: read })
  }
  const sealed = await storeNumbers(
    { keeping, actor },
    numbers.map(({ number }) => number),
  )
  const opened = new Map<string, string>()
  for (const [index, one] of sealed.entries()) {
    const { name, number } = numbers[index] ?? { name: '', number: { text: '', canonical: null } }
    stored.set(name, one)
    opened.set(one.sealed, number.canonical ?? number.text)
  }
  return { stored, opened }
}

/** One text of all that a form has under a field's name. */
const textOf = (field: JoiningField | undefined, values: readonly string[]): string =>
  field?.kind === 'choices' ? values.filter((one) => one !== '').join(',') : (values.at(-1) ?? '')

/** By the names under which they are stored, in each row that there may be. */
function fieldsByName({ fields }: JoiningStep): Map<string, JoiningField> {
  return new Map(
    fields.flatMap((field) =>
      field.rows
        ? Array.from({ length: field.rows.most }, (_, index) => [rowField(field.name, index + 1), field] as const)
        : [[field.name, field] as const],
    ),
  )
}

/** Differs as employers' numbers do. What is sealed is sealed anew each time, so that of a person's number its key tells. */
function numberWord({ employerNumber = '' }: StoredFields): string {
  return typeof employerNumber === 'string' ? employerNumber : `person ${employerNumber.key}`
}

/** A person's own number is written beside the fields only once the application is to be signed (ask-parties.ts). */
function organisationIn({ employerNumber }: StoredFields): string | null {
  return typeof employerNumber === 'string' && employerNumber !== '' ? employerNumber : null
}

type RowChange = NonNullable<SaveFieldsInput['rows']>

function changeRows(step: JoiningStep, fields: Record<string, StoredFields[string]>, { count, by }: RowChange): void {
  const rowed = step.fields.filter(({ rows }) => rows?.count === count)
  const rows = rowed[0]?.rows
  if (!rows) throw new AppError('invalid', 'application_field')
  const after = Math.min(Math.max(rowCount(fieldReader(fields), rows) + by, 1), rows.most)
  fields[count] = String(after)
  for (const { name } of rowed) for (let row = after + 1; row <= rows.most; row++) delete fields[rowField(name, row)]
}
