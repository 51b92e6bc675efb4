import { forEmployer, type SpeakerContext, type Tx } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import type { LoginWay } from './start-session.ts'

/** Who asks, and how they logged in: see chooseEmployer. */
export type AskingContext = SpeakerContext & { way: LoginWay }

/** So many companies are asked at once: a person with many leaves connections to others. */
const AT_ONCE = 4

/**
 * Asks each of the companies the same, each in a transaction of its own that speaks for it alone, as forEmployer does. Left out: one
 * that the person may not act for (any more), and one that lets nobody in without e-legitimation where the login is by password.
 */
export async function askCompanies<T>(
  { db, actor, way }: AskingContext,
  companies: readonly string[],
  ask: (tx: Tx, employerId: string) => Promise<T>,
): Promise<Map<string, T>> {
  const answers = new Map<string, T>()
  const askOne = async (employerId: string): Promise<void> => {
    const work = async (tx: Tx) => {
      if (await admits(tx, employerId, way)) answers.set(employerId, await ask(tx, employerId))
    }
    await forEmployer({ db, actor }, employerId, work).catch(unlessGone)
  }
  for (let from = 0; from < companies.length; from += AT_ONCE)
    await Promise.all(companies.slice(from, from + AT_ONCE).map(askOne))
  return answers
}

function unlessGone(error: unknown): void {
  if (!(error instanceof AppError) || error.code !== 'not_found') throw error
}

/** As chooseEmployer demands. */
async function admits(tx: Tx, employerId: string, way: LoginWay): Promise<boolean> {
  if (way === 'eleg') return true
  const { passwordLogin } = await tx.employer.findUniqueOrThrow({ where: { id: employerId }, select: { passwordLogin: true } })
  return passwordLogin
}
