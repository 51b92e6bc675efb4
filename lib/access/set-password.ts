import type { Context } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { openGuards } from './login-delay.ts'
import { passwordFault } from './password-fault.ts'
import { hashPassword } from './password-hash.ts'
import { canonicalUsername } from './person.ts'
import { sealTotpSecret } from './second-factor.ts'

export type SetPasswordInput = {
  personId: string
  username: string
  password: string
  /** Base32 secret of the person's code app. */
  totpSecret: string
  pepper: string
}

/**
 * As the database's owner (the local environment, tests): gives a person user name, password and code app, ends their logins and
 * opens a locked user name. Refuses (`invalid`, the PasswordFault) a weak one. People choose theirs by a link (factors/choose-by-link.ts).
 */
export async function setPassword({ db }: Pick<Context, 'db'>, input: SetPasswordInput): Promise<void> {
  const { personId, password, totpSecret } = input
  const username = canonicalUsername(input.username)
  const person = await db.prisma.person.findFirst({ where: { id: personId, removedAt: null }, select: { name: true } })
  if (!person || username === '') throw new AppError('invalid', 'username')
  const fault = passwordFault(password, [username, person.name])
  if (fault) throw new AppError('invalid', fault)
  const passwordHash = await hashPassword(password)
  const sealed = sealTotpSecret(totpSecret, input.pepper)
  await db.prisma.$transaction([
    db.prisma.person.update({
      where: { id: personId },
      data: { username, passwordHash, totpSecret: sealed, totpLastStep: null },
    }),
    db.prisma.loginSession.deleteMany({ where: { personId } }),
  ])
  await openGuards({ db }, username, input.pepper)
}
