import type { Origin } from '#lib/checking/origin.ts'
import type { Prisma, Submission } from '#prisma/generated/client.ts'

/** `by`: whose word it is. `sender`: the page in which the file was changed; `portal`: the portal converted the file itself. */
export type KeptOrigin = Origin & { by: 'sender' | 'portal' }

/** A submission's origin, null for a file that was sent as it came. The cast is sound: submitFile alone writes the column. */
export function keptOriginOf({ origin }: { origin: Prisma.JsonValue }): KeptOrigin | null {
  return origin as unknown as KeptOrigin | null
}

/** The file that came: its own hash and size. */
export function cameAs(submission: Pick<Submission, 'origin' | 'sha256' | 'bytes'>): { sha256: string; bytes: number } {
  const { sha256, bytes } = keptOriginOf(submission) ?? submission
  return { bytes: Number(bytes), sha256 }
}
