// As much of a browser as a login needs: cookies per host, redirects, one form.

/** A form that the portal has the browser post at the broker. */
export type PostedForm = { action: string; fields: Record<string, string> }

/** The portal is spoken to in this process, the broker over http. */
export class TestBrowser {
  readonly #portal: string
  readonly #jars = { portal: new Map<string, string>(), broker: new Map<string, string>() }

  /** The broker's last page. */
  shown = ''

  constructor(portal: string) {
    this.#portal = portal
  }

  cookieHeader(jar: 'portal' | 'broker' = 'portal'): string {
    return [...this.#jars[jar]].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  /** A form of the portal's, posted from `origin`. */
  post(path: string, fields: Record<string, string>, origin = this.#portal): Request {
    const headers = {
      origin,
      'sec-fetch-site': origin === this.#portal ? 'same-origin' : 'cross-site',
      cookie: this.cookieHeader(),
    }
    return new Request(this.#portal + path, { method: 'POST', headers, body: new URLSearchParams(fields) })
  }

  get(address: string): Request {
    return new Request(address, { headers: { cookie: this.cookieHeader() } })
  }

  /** Keeps the cookies of an answer and says where it leads. */
  follow(response: Response, jar: 'portal' | 'broker' = 'portal'): string {
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      const [name, value] = [pair.slice(0, at), pair.slice(at + 1)]
      if (value === '' || /max-age=0|expires=thu, 01 jan 1970/i.test(line)) this.#jars[jar].delete(name)
      else this.#jars[jar].set(name, value)
    }
    return response.headers.get('location') ?? ''
  }

  /** Goes to the broker, fills its form in, and comes back with the portal's address it leads to. */
  async submitAtBroker(begun: string | PostedForm, fields: Record<string, string>): Promise<string> {
    const { action, fields: posted } = typeof begun === 'string' ? { action: begun, fields: undefined } : begun
    const first = await this.#ask(action, posted && new URLSearchParams(posted))
    const page = new URL(this.follow(first, 'broker'), action).href
    // The broker sends a request that it refuses back at once.
    if (page.startsWith(this.#portal)) return page
    this.shown = await (await this.#ask(page)).text()
    if (!this.shown.includes('Avbryt')) throw new Error(`no form at the broker: ${this.shown}`)
    let to = this.follow(await this.#ask(page, new URLSearchParams(fields)), 'broker')
    while (!to.startsWith(this.#portal)) to = this.follow(await this.#ask(to), 'broker')
    return to
  }

  #ask(address: string, body?: URLSearchParams): Promise<Response> {
    const headers = { cookie: this.cookieHeader('broker') }
    return fetch(address, { redirect: 'manual', headers, ...(body && { method: 'POST', body }) })
  }
}
