import type { Context } from '#lib/db.ts'
import { IDLE_MS, tokenHashesIn } from './session-token.ts'
import type { LoginWay } from './start-session.ts'

export type Session = {
  sessionId: string
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

/** Activity is written at most once in this time, not at each request. */
const TOUCH_MS = 60_000

/** The session of these cookies, read from the database each time, or null. Counts as activity. */
export async function readSession({ db, now }: Context, cookieHeader: string | undefined): Promise<Session | null> {
  const row = await findSession({ db, now }, cookieHeader)
  if (!row) return null
  const touchedBefore = new Date(now.getTime() - TOUCH_MS)
  if (row.seenAt >= touchedBefore) return sessionOf(row)
  const where = { id: row.sessionId, seenAt: { lt: touchedBefore } }
  await db.prisma.loginSession.updateMany({ where, data: { seenAt: now } })
  return sessionOf({ ...row, seenAt: now })
}

/** As readSession, without counting as activity: for what a page asks by itself (live status, time left). */
export async function peekSession({ db, now }: Context, cookieHeader: string | undefined): Promise<Session | null> {
  const row = await findSession({ db, now }, cookieHeader)
  return row && sessionOf(row)
}

type Row = Omit<Session, 'idleUntil'> & { seenAt: Date }

async function findSession({ db, now }: Context, cookieHeader: string | undefined): Promise<Row | null> {
  const hashes = tokenHashesIn(cookieHeader)
  if (hashes.length === 0) return null
  const [row] = await db.prisma.$queryRaw<Row[]>`
    SELECT s.id AS "sessionId", s.person_id AS "personId", p.name, p.support, p.operator, s.way, s.proved_at AS "provedAt",
      s.expires_at AS "expiresAt", s.seen_at AS "seenAt",
      (SELECT e.employer_id FROM employers_of(s.person_id) e WHERE e.employer_id = s.employer_id) AS "employerId"
    FROM login_session s JOIN person p ON p.id = s.person_id
    WHERE s.token_hash = ANY(${hashes}) AND p.removed_at IS NULL
      AND s.expires_at > ${now} AND s.seen_at > ${new Date(now.getTime() - IDLE_MS)}
    LIMIT 1`
  return row ?? null
}

function sessionOf({ seenAt, ...session }: Row): Session {
  return { ...session, idleUntil: new Date(Math.min(seenAt.getTime() + IDLE_MS, session.expiresAt.getTime())) }
}
