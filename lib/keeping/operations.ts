// What keeper does for web, as one closed table: name, what goes in, what comes out. Both ends parse by it (open-keeping.ts asks,
// lib/keeper/create-keeper.ts answers), so that neither trusts the other's shape.
//
// Each part of the table says in its head what code that has taken the web process can get by it, and how often. Not here: how keeper
// does it (lib/keeper), and who may ask: whoever may open the socket.
import type { z } from 'zod'
import { BROKER_OPERATIONS } from './broker-operations.ts'
import { LOGIN_OPERATIONS } from './login-operations.ts'
import { MAIL_OPERATIONS } from './mail-operations.ts'
import { NUMBER_OPERATIONS } from './number-operations.ts'
import { SIGNING_OPERATIONS } from './signing-operations.ts'

export const KEEPER_OPERATIONS = {
  ...NUMBER_OPERATIONS,
  ...LOGIN_OPERATIONS,
  ...MAIL_OPERATIONS,
  ...BROKER_OPERATIONS,
  ...SIGNING_OPERATIONS,
}

export type OperationName = keyof typeof KEEPER_OPERATIONS
export type OperationInput<Name extends OperationName> = z.output<(typeof KEEPER_OPERATIONS)[Name]['input']>
export type OperationOutput<Name extends OperationName> = z.output<(typeof KEEPER_OPERATIONS)[Name]['output']>
