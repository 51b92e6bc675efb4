const LONGEST = 1000

/** `text` when it is a path of the portal's pages ("/inlamningar?sida=2"), else undefined. Prevents open redirects. */
export function localPath(text: string | null | undefined): string | undefined {
  if (!text || text.length > LONGEST || !text.startsWith('/') || /[\\\p{Cc}]/u.test(text)) return undefined
  const home = 'http://home.invalid'
  if (!URL.canParse(text, home)) return undefined
  const { origin, pathname, search } = new URL(text, home)
  if (origin !== home || pathname.startsWith('//') || /^\/(api|logga-in)(\/|$)/.test(pathname)) return undefined
  return pathname + search
}
