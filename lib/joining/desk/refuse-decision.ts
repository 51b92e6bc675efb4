import { AppError } from '#lib/errors.ts'

/** Why one of the desk's functions in the database did nothing, as a refusal. */
const REFUSALS = {
  not_found: ['not_found', 'application'],
  party: ['not_allowed', 'own_application'],
  state: ['conflict', 'application_decided'],
  changed: ['conflict', 'application_moved'],
  unsigned: ['conflict', 'application_unsigned'],
  joined: ['conflict', 'number_joined'],
  not_joined: ['conflict', 'number_not_joined'],
  same: ['conflict', 'same_operator'],
  signers: ['conflict', 'paper_signers'],
  open: ['conflict', 'paper_number_held'],
  paper_blocked: ['conflict', 'paper_blocked'],
} as const satisfies Record<string, readonly [ConstructorParameters<typeof AppError>[0], string]>
export type DecisionRefusal = keyof typeof REFUSALS

/** Throws the refusal that `word` stands for, and gives back any other word. */
export function refuseDecision<Word extends string>(word: Word | DecisionRefusal | undefined): Word {
  if (word === undefined) throw new Error('the desk said nothing')
  if (!Object.hasOwn(REFUSALS, word)) return word as Word
  const [code, detail] = REFUSALS[word as DecisionRefusal]
  throw new AppError(code, detail)
}
