// Logging in without e-legitimation: how a person gets a user name, changes it, and logs in with a passkey.
//
//   give-login-link.ts, choose-by-link.ts   an administrator or an operator has a link sent; the person chooses by it, once
//   own-login.ts, change-own-login.ts       what a person has, and changes; unlock-login.ts opens a locked user name
//   passkeys.ts, passkey-challenge.ts       passkeys (WebAuthn)
//   password-switch.ts                      whether a company's people may log in so
//   tell-failures.ts                        mails owners about failed logins
//
// What a person logs in with is written by functions of the database alone (prisma/migrations/*_factors), which ask the session or
// the link. Not here: the login by password itself (../log-in-with-password.ts) and how guessing is slowed down (../login-delay.ts).
import { AppError } from '#lib/errors.ts'

/** Refuses what such a function did not do, by the word that it answered. */
export function requireDone(word: string | undefined): void {
  switch (word) {
    case 'ok':
      return
    case 'not_signed_in':
      throw new AppError('not_signed_in')
    case 'fresh_login':
      throw new AppError('not_allowed', 'fresh_login')
    case 'administrator':
      throw new AppError('not_allowed', 'administrator')
    case 'several':
      throw new AppError('not_allowed', 'several_companies')
    case 'own':
      throw new AppError('not_allowed', 'own_login')
    case 'no_mail':
      throw new AppError('conflict', 'no_mail')
    case 'not_given':
      throw new AppError('conflict', 'no_login')
    case 'known':
      throw new AppError('conflict', 'passkey_known')
    case 'taken':
      throw new AppError('conflict', 'username')
    case 'too_many':
      throw new AppError('too_many', 'login')
    case 'not_found':
      throw new AppError('not_found', 'person')
    default:
      throw new Error(`the database answered "${word}"`)
  }
}
