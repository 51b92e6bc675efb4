import { cookies } from 'next/headers'
import { type FormRefusal, readRefused } from '#components/send/refusal-notice.tsx'
import { webEnv } from '#lib/env.ts'
import { FIELDS_COOKIE, type KeptFields, openFields } from '#lib/web/forms/kept-fields.ts'
import { currentSession } from './session.ts'

export type SentBack = { refused: FormRefusal | undefined; kept: KeptFields | undefined }

/** Why a form of `page` was sent back (?fel=), if it was, and what had been typed in it; that too after a login which it asked for. */
export async function sentBack(page: string, query: Record<string, string | string[] | undefined>): Promise<SentBack> {
  const refused = readRefused(query)
  const value = query.fel === undefined && query.ifyllt === undefined ? undefined : (await cookies()).get(FIELDS_COOKIE)?.value
  if (value === undefined) return { refused, kept: undefined }
  const session = (await currentSession()) ?? undefined
  return { refused, kept: openFields({ secret: webEnv().SESSION_SECRET, page, session, now: new Date() }, value) }
}
