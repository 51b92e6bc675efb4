import type { Context } from '#lib/db.ts'
import { credentialsIn, IDLE_MS } from './session-token.ts'
import type { LoginWay } from './start-session.ts'

export type Session = {
  sessionId: string
  /** The cookie of the login: see PersonActor. */
  credential: string
  personId: string
  name: string
  support: boolean
  operator: boolean
  /** The employer that the person acts for; null when none is chosen or the membership has ended. */
  employerId: string | null
  way: LoginWay
  /** When the person last proved who they are; null where that is not known. */
  provedAt: Date | null
  expiresAt: Date
  /** When the login ends unless the person does something. */
  idleUntil: Date
}

/** The session of these cookies, read from the database each time, or null. Counts as activity, which is written at most once a minute. */
export const readSession = (at: SessionContext, cookieHeader: string | undefined): Promise<Session | null> =>
  findSession(at, cookieHeader, true)

/** As readSession, without counting as activity: for what a page asks by itself (live status, time left). */
export const peekSession = (at: SessionContext, cookieHeader: string | undefined): Promise<Session | null> =>
  findSession(at, cookieHeader, false)

type SessionContext = Pick<Context, 'db'>
type Row = Omit<Session, 'idleUntil'> & { seenAt: Date }

/** Whether it has ended says the database's clock, as everywhere else that a login is asked for. */
async function findSession({ db }: SessionContext, cookieHeader: string | undefined, counts: boolean): Promise<Session | null> {
  const credentials = credentialsIn(cookieHeader)
  if (credentials.length === 0) return null
  const [row] = await db.prisma.$queryRaw<Row[]>`
    SELECT credential, session_id AS "sessionId", person_id AS "personId", name, support, operator, way, proved_at AS "provedAt",
      expires_at AS "expiresAt", seen_at AS "seenAt", employer_id AS "employerId"
    FROM read_session(${credentials}, ${counts})`
  return row ? sessionOf(row) : null
}

function sessionOf({ seenAt, ...session }: Row): Session {
  return { ...session, idleUntil: new Date(Math.min(seenAt.getTime() + IDLE_MS, session.expiresAt.getTime())) }
}
