import type { GatewayRoute } from './route.ts'

/** The route, or which methods the address has instead (none: there is no such address). */
export type RouteMatch =
  | { kind: 'route'; route: GatewayRoute; params: Record<string, string> }
  | { kind: 'none'; methods: string[] }

type Compiled = { route: GatewayRoute; pattern: RegExp; names: string[] }

/** Looks up addresses in a table of routes. HEAD is answered wherever GET is. */
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
 * A place is one segment. The last one may be empty, so that whoever leaves the file name out is told so; and a folder may
 * be written with its slash, since curl -T wants it.
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
