// Where this browser remembers an upload that has begun: its address alone, under what file it is of. Nothing of the file.
import { LIMITS } from '#lib/limits.ts'

/** What an upload is remembered by: not the file's name or time. */
type UploadedFile = { employer: string; serviceId: string; sha256: string }

/** As long as the server keeps it. */
const KEPT_MS = LIMITS.uploadHours * 60 * 60_000

export function rememberUploadUrl(file: UploadedFile, url: string): void {
  attempt(() => localStorage.setItem(nameOf(file), JSON.stringify({ url, at: Date.now() })))
}

export function recallUploadUrl(file: UploadedFile): string | undefined {
  return attempt(() => {
    const kept = JSON.parse(localStorage.getItem(nameOf(file)) ?? 'null') as { url: string; at: number } | null
    return kept && kept.at > Date.now() - KEPT_MS ? kept.url : undefined
  })
}

export function forgetUploadUrl(file: UploadedFile): void {
  attempt(() => localStorage.removeItem(nameOf(file)))
}

const nameOf = ({ employer, serviceId, sha256 }: UploadedFile): string => `kvittens-upload:${employer}:${serviceId}:${sha256}`

/** A browser may keep nothing: then a closed tab begins anew. */
function attempt<T>(act: () => T): T | undefined {
  try {
    return act()
  } catch {
    return undefined
  }
}
