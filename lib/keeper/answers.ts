import type { OperationInput, OperationName, OperationOutput } from '#lib/keeping/operations.ts'
import type { Keeper } from './keeper.ts'
import { keyNumbers } from './key-numbers.ts'

type Answers = { [Name in OperationName]: (keeper: Keeper, input: OperationInput<Name>) => Promise<OperationOutput<Name>> }

export const ANSWERS: Answers = { keyNumbers }
