// What the operator's command does with accounts, as the role kvittens_admin: each act is one function of the database, which
// writes it down. Not here: what people do with their own accounts, and what a company's administrators do.

import type { Db } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { maskPersonnummer } from '#lib/identifiers.ts'
import { guardedKey } from './login-delay.ts'
import { personKey } from './person.ts'

/** `actor`: who runs the command, as the audit trail writes them. */
export type AccountsContext = { db: Pick<Db, 'pool'>; actor: string }

type NewOperator = { name: string; personnummer: string; pepper: string }

/** Makes a person an operator; `was`: already one. Refuses (`not_allowed`, `person_removed`) who had an account that has ended. */
export async function addOperator(
  { db, actor }: AccountsContext,
  { name, personnummer, pepper }: NewOperator,
): Promise<{ became: 'added' | 'was'; masked: string }> {
  const masked = maskPersonnummer(personnummer)
  const values = [actor, name, personKey(pepper, personnummer), masked]
  const { rows } = await db.pool.query<{ became: string }>('SELECT became FROM admin_add_operator($1, $2, $3, $4)', values)
  const became = rows[0]?.became
  if (became !== 'added' && became !== 'was') throw new AppError('not_allowed', 'person_removed')
  return { became, masked }
}

/** False: was none. */
export const dropOperator = (context: AccountsContext, personId: string): Promise<boolean> =>
  ask<boolean>(context, 'SELECT admin_drop_operator($1, $2::uuid) AS said', [personId])

/** Ends a person's logins; `null`: everybody's. How many. */
export const endSessions = (context: AccountsContext, personId: string | null): Promise<number> =>
  ask<number>(context, 'SELECT admin_end_sessions($1, $2::uuid) AS said', [personId])

/** Forgets the wrong tries on a user name. How many counts were forgotten. */
export const openLogin = (
  context: AccountsContext,
  { personId, username, pepper }: { personId: string; username: string; pepper: string },
): Promise<number> => {
  const keys = [guardedKey('account', username, pepper).key, `${guardedKey('device', username, pepper).key}:`]
  return ask<number>(context, 'SELECT admin_open_login($1, $2::uuid, $3, $4) AS said', [personId, ...keys])
}

/** Takes a person's user name, password, code app and passkeys away, and ends their logins. False: had none. */
export const resetLogin = (context: AccountsContext, personId: string): Promise<boolean> =>
  ask<boolean>(context, 'SELECT admin_reset_login($1, $2::uuid) AS said', [personId])

async function ask<Said>({ db, actor }: AccountsContext, text: string, values: unknown[]): Promise<Said> {
  const { rows } = await db.pool.query<{ said: Said }>(text, [actor, ...values])
  if (!rows[0]) throw new Error('the function said nothing')
  return rows[0].said
}
