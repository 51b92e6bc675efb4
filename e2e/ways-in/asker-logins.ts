import { randomBytes } from 'node:crypto'
import { cookieNameFor, credentialOf, hashCredential, IDLE_MS, LONGEST_MS, newToken } from '#lib/access/session-token.ts'
import type { Db } from '#lib/db.ts'
import { actByBureau } from './bureau-rows.ts'
import { type Asker, isTheirs } from './judge-answer.ts'

export type AskerLogin = { cookie: string; sessionId: string; personId: string }
type LogInInput = { portal: string; asker: Asker; ours: string; other: string }

export async function logIn(owner: Db, { portal, asker, ours, other }: LogInInput): Promise<AskerLogin> {
  const { prisma } = owner
  if (asker === 'nobody') return { cookie: '', sessionId: '', personId: '' }
  const isOther = asker === 'stranger' || asker === 'other administrator'
  const isMember = isOther || isTheirs(asker) || asker === 'former' || asker === 'ended'
  const employerId = isOther ? other : ours
  const role = asker.endsWith('administrator') ? 'administrator' : asker === 'reader' ? 'reader' : 'handler'
  const member = { employerId, role, removedAt: asker === 'former' ? new Date() : null }
  const person = await prisma.person.create({
    data: {
      name: `Vakt ${asker}`,
      personKey: randomBytes(32).toString('hex'),
      personMasked: '19121212-****',
      support: asker === 'support',
      operator: asker === 'operator',
      ...(isMember && asker !== 'bureau' && { members: { create: member } }),
    },
  })
  if (asker === 'bureau') await actByBureau(owner, { personId: person.id, ours })
  const [name, token, now] = [cookieNameFor(portal), newToken(), new Date()]
  const seenAt = asker === 'ended' ? new Date(now.getTime() - IDLE_MS - 1000) : now
  const session = await prisma.loginSession.create({
    data: {
      tokenHash: hashCredential(credentialOf(name, token)),
      ...{
        personId: person.id,
        way: 'eleg',
        createdAt: seenAt,
        seenAt,
        provedAt: new Date(seenAt.getTime() + LONGEST_MS), // for as long as everything is asked
        expiresAt: new Date(now.getTime() + LONGEST_MS),
      },
      employerId: isMember ? employerId : null,
    },
  })
  return { cookie: `${name}=${token}`, sessionId: session.id, personId: person.id }
}

/** Another login of the person's: its id. */
export async function logInElsewhere({ prisma }: Db, personId: string): Promise<string> {
  const login = {
    personId,
    way: 'eleg',
    tokenHash: randomBytes(32).toString('hex'),
    expiresAt: new Date(Date.now() + LONGEST_MS),
  }
  return (await prisma.loginSession.create({ data: login })).id
}
