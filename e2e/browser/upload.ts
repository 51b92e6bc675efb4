import type { Kvittens } from '#lib/submissions/kvittens.ts'
import type { ChosenFile } from './files.ts'
import type { BrowserLogin } from './log-in-as.ts'
import { readEnvironment } from './place.ts'

/** Hands a file in as the page does, without one: for tests that need many. */
export async function uploadFile(login: BrowserLogin, file: ChosenFile, orgnr = '5599001236'): Promise<Kvittens> {
  const { publicUrl } = readEnvironment().settings
  const answer = await fetch(`${publicUrl}/api/inlamningar`, {
    method: 'POST',
    body: Uint8Array.from(file.buffer),
    headers: {
      cookie: login.cookie,
      origin: publicUrl,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/octet-stream',
      'x-tjanst': 'sjukanmalan',
      'x-arbetsgivare': orgnr,
      'x-filnamn': encodeURIComponent(file.name),
    },
  })
  if (answer.status !== 201) throw new Error(`upload: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as Kvittens
}

/** The live state, as a page asks for it. */
export async function shownStatus(
  login: BrowserLogin,
  reference: string,
): Promise<Kvittens & { slutlage: boolean; forsok: number }> {
  const answer = await fetch(`${readEnvironment().settings.publicUrl}/api/inlamningar/${reference}`, {
    headers: { cookie: login.cookie },
  })
  return (await answer.json()) as Kvittens & { slutlage: boolean; forsok: number }
}
