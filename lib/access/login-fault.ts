/** Why a login came to nothing, as it stands in the login page's address (`?fel=`); sentences in lib/text/accounts.ts. */
export const LOGIN_FAULTS = [
  'saknas', // no user name, password or code given
  'fel', // user name, password and code do not belong together
  'vanta', // too many tries: wait `sekunder`
  'last', // a hundred failures in a row: an administrator or the person opens it
  'avstangd', // right, but none of the person's companies lets its people in so
  'passkey', // a passkey's answer did not hold
  'avbruten', // the person broke off at the broker
  'niva', // the e-legitimation is of too low a level
  'gammal', // the broker answered with an earlier login, and a fresh one was asked for
  'eleg', // the broker's answer did not hold
  'nere', // the broker cannot be reached
  'utgangen', // the login has ended
] as const
export type LoginFault = (typeof LOGIN_FAULTS)[number]

export const isLoginFault = (text: unknown): text is LoginFault => LOGIN_FAULTS.some((fault) => fault === text)
