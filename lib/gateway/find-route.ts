import type { GatewayRoute } from './route.ts'

/** The route, or the methods that the address has instead (empty: there is no such address). */
export type RouteMatch =
  | { kind: 'route'; route: GatewayRoute; params: Record<string, string> }
  | { kind: 'none'; methods: string[] }

type Compiled = { route: GatewayRoute; pattern: RegExp; names: string[] }

/** Finds routes by method and path. HEAD matches where GET does. */
export function routeFinder(routes: readonly GatewayRoute[]): (method: string, pathname: string) => RouteMatch {
  const compiled = routes.map(compile)
  return (method, pathname) => {
    const here = compiled.flatMap((entry) => {
      const match = entry.pattern.exec(pathname)
      return match ? [{ entry, match }] : []
    })
    const wanted = method === 'HEAD' ? 'GET' : method
    const hit = here.find(({ entry }) => entry.route.method === wanted)
    if (!hit) return { kind: 'none', methods: methodsOf(here.map(({ entry }) => entry.route)) }
    const params = Object.fromEntries(hit.entry.names.map((name, index) => [name, hit.match[index + 1] ?? '']))
    return { kind: 'route', route: hit.entry.route, params }
  }
}

/**
 * A placeholder matches one segment. The last may be empty, so that a missing file name is refused as such; a path that ends in
 * its first placeholder may end in a slash, as curl -T writes it.
 */
function compile(route: GatewayRoute): Compiled {
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

function methodsOf(routes: readonly GatewayRoute[]): string[] {
  const methods = new Set<string>(routes.map(({ method }) => method))
  if (methods.has('GET')) methods.add('HEAD')
  return [...methods].sort()
}
