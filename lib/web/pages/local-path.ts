const LONGEST = 1000

/** `text` if it is a page of ours to go to after a login ("/inlamningar?sida=2"), else undefined: no open redirect. */
export function localPath(text: string | null | undefined): string | undefined {
  if (!text || text.length > LONGEST || !text.startsWith('/') || /[\\\p{Cc}]/u.test(text)) return undefined
  const home = 'http://home.invalid'
  if (!URL.canParse(text, home)) return undefined
  const { origin, pathname, search } = new URL(text, home)
  if (origin !== home || pathname.startsWith('//') || /^\/(api|logga-in)(\/|$)/.test(pathname)) return undefined
  return pathname + search
}
