import type { Context } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { forgiveTry, guardedKey } from './login-delay.ts'
import { passwordFault } from './password-fault.ts'
import { hashPassword } from './password-hash.ts'
import { canonicalUsername } from './person.ts'
import { sealTotpSecret } from './second-factor.ts'

export type SetPasswordInput = {
  personId: string
  username: string
  password: string
  /** Base32 secret of the person's code app. With one, a shorter password will do. */
  totpSecret: string | undefined
  pepper: string
}

/** An administrator gives a person user name and password: that ends their logins and opens a locked user name. Refuses (`invalid`, the PasswordFault) a weak one. */
export async function setPassword({ db }: Pick<Context, 'db'>, input: SetPasswordInput): Promise<void> {
  const { personId, password, totpSecret } = input
  const username = canonicalUsername(input.username)
  const person = await db.prisma.person.findFirst({ where: { id: personId, removedAt: null }, select: { name: true } })
  if (!person || username === '') throw new AppError('invalid', 'username')
  const fault = passwordFault(password, { secondFactor: totpSecret !== undefined, ownWords: [username, person.name] })
  if (fault) throw new AppError('invalid', fault)
  const passwordHash = await hashPassword(password)
  await db.prisma.$transaction([
    db.prisma.person.update({
      where: { id: personId },
      data: {
        username,
        passwordHash,
        totpSecret: totpSecret === undefined ? null : sealTotpSecret(totpSecret, input.pepper),
        totpLastStep: null,
      },
    }),
    db.prisma.loginSession.deleteMany({ where: { personId } }),
  ])
  await forgiveTry({ db }, guardedKey('account', username, input.pepper))
}
