import { calculateJwkThumbprint, type JWK } from 'jose'
import type { Context } from '#lib/db.ts'
import type { Prisma } from '#prisma/generated/client.ts'

/** Keeps a public key with which the broker signed something that is kept. */
export async function keepBrokerKey({ db, now }: Context, { issuer, jwk }: { issuer: string; jwk: JWK }): Promise<void> {
  const thumbprint = await calculateJwkThumbprint(jwk)
  const row = { thumbprint, issuer, jwk: jwk as Prisma.InputJsonObject, firstUsedAt: now }
  await db.prisma.brokerKey.createMany({ data: [row], skipDuplicates: true })
}

/** Every key of the broker's that something kept was signed with. */
export async function readBrokerKeys({ db }: Pick<Context, 'db'>, issuer: string): Promise<JWK[]> {
  const rows = await db.prisma.brokerKey.findMany({ where: { issuer }, orderBy: { firstUsedAt: 'asc' } })
  return rows.map(({ jwk }) => jwk as JWK)
}
