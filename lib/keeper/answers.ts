import { askMailCode, confirmMailCode } from '#lib/access/verify-mail.ts'
import type { OperationInput, OperationName, OperationOutput } from '#lib/keeping/operations.ts'
import { LOGIN_ANSWERS } from './answer-logins.ts'
import type { Keeper } from './keeper.ts'
import { keyNumbers, sealNumbers, unsealNumbers } from './key-numbers.ts'
import { admitGuest, giveLoginNonce, proveLogin } from './prove-login.ts'
import { byPerson } from './require-speaker.ts'
import { acceptSignature, checkSignatures } from './signatures.ts'

export type Answers<Names extends OperationName> = {
  [Name in Names]: (keeper: Keeper, input: OperationInput<Name>) => Promise<OperationOutput<Name>>
}

export const ANSWERS: Answers<OperationName> = {
  keyNumbers,
  storeNumbers: sealNumbers,
  openNumbers: unsealNumbers,
  ...LOGIN_ANSWERS,
  loginNonce: giveLoginNonce,
  proveLogin,
  admitGuest,
  acceptSignature,
  checkSignatures,
  askMailCode: byPerson(async (at, input, { PERSON_KEY: pepper }) => ({ outcome: await askMailCode(at, { ...input, pepper }) })),
  confirmMailCode: byPerson(async (at, input, { PERSON_KEY: pepper }) => {
    await confirmMailCode(at, { ...input, pepper })
    return {}
  }),
}
