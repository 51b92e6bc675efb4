import type { RouteHead } from './route.ts'

/** The route, or the methods that the address has instead (empty: there is no such address). */
export type RouteMatch<R extends RouteHead> =
  | { kind: 'route'; route: R; params: Record<string, string> }
  | { kind: 'none'; methods: string[] }

type Compiled<R> = { route: R; pattern: RegExp; names: string[] }

/** Finds routes by method and path. HEAD matches where GET does, unless it has a route of its own. */
export function routeFinder<R extends RouteHead>(routes: readonly R[]): (method: string, pathname: string) => RouteMatch<R> {
  const compiled = routes.map(compile)
  return (method, pathname) => {
    const here = compiled.flatMap((entry) => {
      const match = entry.pattern.exec(pathname)
      return match ? [{ entry, match }] : []
    })
    const by = (wanted: string) => here.find(({ entry }) => entry.route.method === wanted)
    const hit = by(method) ?? (method === 'HEAD' ? by('GET') : undefined)
    if (!hit) return { kind: 'none', methods: methodsOf(here.map(({ entry }) => entry.route)) }
    const params = Object.fromEntries(hit.entry.names.map((name, index) => [name, hit.match[index + 1] ?? '']))
    return { kind: 'route', route: hit.entry.route, params }
  }
}

/**
 * A placeholder matches one segment. The last may be empty, so that a missing file name is refused as such; a path that ends in
 * its first placeholder may end in a slash, as curl -T writes it.
 */
function compile<R extends RouteHead>(route: R): Compiled<R> {
  const names: string[] = []
  const source = route.path.replace(/\{(\w+)\}$|\{(\w+)\}|[.]/g, (part, last?: string, inner?: string) => {
    const name = last ?? inner
    if (!name) return `\\${part}`
    names.push(name)
    return last && names.length > 1 ? '([^/]*)' : '([^/]+)'
  })
  const folder = names.length === 1 && route.path.endsWith('}') ? '/?' : ''
  return { route, pattern: new RegExp(`^${source}${folder}$`), names }
}

function methodsOf(routes: readonly RouteHead[]): string[] {
  const methods = new Set<string>(routes.map(({ method }) => method))
  if (methods.has('GET')) methods.add('HEAD')
  return [...methods].sort()
}
