import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sickFile, type WebFixture, webFixture } from '#e2e/fixtures/web.ts'
import { type Db, openDb } from '#lib/db.ts'
import { RETRY_AFTER_S } from '#lib/door/problem.ts'
import { CLIENT_ADDRESS } from '#lib/door/read-headers.ts'
import { LIMITS } from '#lib/limits.ts'
import { claimNext } from '#lib/submissions/claim-next.ts'

let at: WebFixture
let seen: Record<string, string | string[] | undefined> = {}
beforeAll(async () => {
  at = await webFixture()
  at.parts.pages = async (request, response) => {
    seen = request.headers
    response.writeHead(200).end('a page')
  }
})
afterAll(() => at.drop())

/** Writes as is, reads until the connection closes. */
function talk(lines: string[], port = at.port): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`${lines.join('\r\n')}\r\n\r\n`))
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk.toString()
    })
    socket.on('close', () => resolve(text))
    socket.on('error', () => {})
  })
}

/** Writes as is, and resets the connection without waiting for an answer. */
function breakOff(text: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(at.port, '127.0.0.1', () => socket.write(text, () => socket.resetAndDestroy()))
    socket.on('error', () => {})
    socket.on('close', () => resolve())
  })
}
const host = () => `Host: ${new URL(at.url).host}`
const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1])

async function submitted() {
  const answer = (await (await at.upload(sickFile())).json()) as { referens: string }
  return answer.referens
}

describe('only our own address is answered', () => {
  test.each<[string, () => string[]]>([
    ['another host', () => ['GET / HTTP/1.1', 'Host: evil.example']],
    ['our host on another port', () => ['GET / HTTP/1.1', 'Host: 127.0.0.1:1']],
    ['no host', () => ['GET / HTTP/1.1', 'Accept: */*']],
    ['two hosts', () => ['GET / HTTP/1.1', host(), 'Host: evil.example']],
    ['the same host twice', () => ['GET / HTTP/1.1', host(), host()]],
    ['a whole address of another host', () => ['GET http://evil.example/ HTTP/1.1', host()]],
    ['another host in place of a path', () => ['GET //evil.example/x HTTP/1.1', host()]],
    ['a backslash', () => ['GET /\\evil.example HTTP/1.1', host()]],
    ['a path upwards', () => ['GET /api/x/../inlamningar HTTP/1.1', host()]],
    ['an encoded path upwards', () => ['GET /api/%2e%2e/hem HTTP/1.1', host()]],
    ['a star', () => ['OPTIONS * HTTP/1.1', host()]],
    ['too long', () => [`GET /${'x'.repeat(9000)} HTTP/1.1`, host()]],
    ['length and chunks at once', () => ['POST / HTTP/1.1', host(), 'Content-Length: 5', 'Transfer-Encoding: chunked']],
    ['not HTTP', () => ['\u0016\u0003\u0001']],
  ])('%s gets 400', async (_title, lines) => {
    seen = {}
    expect(statusOf(await talk([...lines(), 'Connection: close']))).toBe(400)
    expect(seen).toEqual({})
  })

  test('a connection that wants to become a WebSocket, or a tunnel, is ended', async () => {
    const upgrade = ['GET /hem HTTP/1.1', host(), 'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13']
    expect(statusOf(await talk(upgrade))).toBe(400)
    expect(statusOf(await talk(['CONNECT evil.example:443 HTTP/1.1', host()]))).toBe(405)
  })

  test('one that asks for a WebSocket and breaks off at once does not end the process', async () => {
    const upgrade = ['GET /hem HTTP/1.1', host(), 'Connection: Upgrade', 'Upgrade: websocket', '', ''].join('\r\n')
    for (let time = 0; time < 50; time++) await breakOff(upgrade)
    expect((await fetch(`${at.url}/hem`)).status).toBe(200)
  })
})

describe('what pages are told', () => {
  const page = async (headers: Record<string, string> = {}) => {
    const response = await fetch(`${at.url}/hem`, { headers })
    expect(await response.text()).toBe('a page')
    return response
  }

  test('headers that only the edge may set are ours, whatever the client wrote', async () => {
    await page({
      'x-forwarded-for': '6.6.6.6',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
      forwarded: 'host=evil.example',
      'x-middleware-subrequest': 'middleware',
      'x-real-ip': '6.6.6.6',
      [CLIENT_ADDRESS]: '6.6.6.6',
      'content-security-policy': "script-src 'nonce-evil'",
    })
    expect(seen).toMatchObject({
      'x-forwarded-host': new URL(at.url).host,
      'x-forwarded-proto': 'http',
      [CLIENT_ADDRESS]: '127.0.0.1',
    })
    expect(JSON.stringify(seen)).not.toMatch(/evil|6\.6\.6\.6|subrequest/)
  })

  test('behind one proxy of ours the address is the one the proxy heard', async () => {
    at.parts.env.PROXY_HOPS = 1
    await page({ 'x-forwarded-for': '6.6.6.6, 10.1.2.3' })
    at.parts.env.PROXY_HOPS = 0
    expect(seen[CLIENT_ADDRESS]).toBe('10.1.2.3')
  })

  test('each answer has a nonce of its own, the same that the page is told', async () => {
    const policies = [await page(), await page()].map((response) => response.headers.get('content-security-policy') ?? '')
    const nonces = policies.map((policy) => /script-src 'self' 'nonce-([\w+/=]{24})' 'strict-dynamic'/.exec(policy)?.[1])
    expect(nonces[0]).toBeDefined()
    expect(nonces[0]).not.toBe(nonces[1])
    expect(seen['content-security-policy']).toBe(policies[1])
    for (const part of [
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "worker-src 'self'",
      "form-action 'self' https://broker.example",
    ])
      expect(policies[0]).toContain(part)
  })

  test('the security headers stand on pages, data, refusals and built files alike', async () => {
    for (const path of ['/hem', '/api/health', '/api/inlamningar', '/_next/static/x.js']) {
      const { headers } = await fetch(at.url + path)
      expect(headers.get('x-content-type-options'), path).toBe('nosniff')
      expect(headers.get('x-frame-options'), path).toBe('DENY')
      expect(headers.get('referrer-policy'), path).toBe('same-origin')
      expect(headers.get('cross-origin-opener-policy'), path).toBe('same-origin')
      expect(headers.get('permissions-policy'), path).toContain('camera=()')
      expect(headers.get('content-security-policy'), path).toContain("frame-ancestors 'none'")
      expect(headers.get('strict-transport-security'), path).toBeNull()
      expect(headers.get('x-powered-by'), path).toBeNull()
    }
  })

  test('HSTS comes with https', async () => {
    const own = at.parts.env.PUBLIC_URL
    at.parts.env.PUBLIC_URL = own.replace('http:', 'https:')
    const { headers } = await fetch(`${at.url}/hem`)
    at.parts.env.PUBLIC_URL = own
    expect(headers.get('strict-transport-security')).toBe('max-age=63072000; includeSubDomains')
    expect(headers.get('content-security-policy')).toContain('upgrade-insecure-requests')
  })

  test('a body larger than any form, or of unknown length, is not handed on', async () => {
    expect(
      statusOf(await talk(['POST /api/logga-in/eleg HTTP/1.1', host(), 'Content-Length: 1000001', 'Connection: close'])),
    ).toBe(413)
    expect(
      statusOf(
        await talk(['POST /api/logga-in/eleg HTTP/1.1', host(), 'Transfer-Encoding: chunked', 'Connection: close', '', '0']),
      ),
    ).toBe(400)
  })
})

describe('methods', () => {
  test.each([
    ['PUT', '/api/inlamningar', 'POST'],
    ['GET', '/api/inlamningar', 'POST'],
    ['DELETE', '/api/inlamningar/K7MQ-2XWH-9', 'GET, HEAD, POST'],
    ['POST', '/api/health', 'GET, HEAD'],
  ])('%s %s is 405', async (method, path, allow) => {
    const response = await fetch(at.url + path, { method })
    expect([response.status, response.headers.get('allow')]).toEqual([405, allow])
    expect(await response.json()).toMatchObject({ code: 'method' })
  })
})

describe('one submission', () => {
  const get = async (reference: string, cookie?: string) => {
    const login = cookie ?? (await at.logIn(at.first.anna, at.first.employerId)).cookie
    return fetch(`${at.url}/api/inlamningar/${reference}`, { headers: { cookie: login } })
  }
  const act = async (reference: string, query: string, headers: Record<string, string> = {}) => {
    const { cookie } = await at.logIn(at.first.anna, at.first.employerId)
    const own = { cookie, origin: at.url, 'sec-fetch-site': 'same-origin', ...headers }
    return fetch(`${at.url}/api/inlamningar/${reference}?${query}`, { method: 'POST', headers: own, redirect: 'manual' })
  }

  test('is told live, and asking is no activity', async () => {
    const reference = await submitted()
    const { cookie, sessionId } = await at.logIn(at.first.anna, at.first.employerId)
    const seenAt = new Date(Date.now() - (LIMITS.sessionIdleMinutes * 60_000) / 2)
    await at.owner.prisma.loginSession.update({ where: { id: sessionId }, data: { seenAt } })
    const response = await get(reference, cookie)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(await response.json()).toMatchObject({
      referens: reference,
      status: 'i-ko',
      kvittensID: null,
      slutlage: false,
      forsok: 0,
    })
    expect((await at.owner.prisma.loginSession.findUniqueOrThrow({ where: { id: sessionId } })).seenAt).toEqual(seenAt)
  })

  test('of another company, that does not exist, or in another spelling: 404; without login: 401', async () => {
    const reference = await submitted()
    const bo = (await at.logIn(at.second.bo, at.second.employerId)).cookie
    expect((await get(reference, bo)).status).toBe(404)
    for (const odd of ['K7MQ-2XWH-A', 'x', reference.toLowerCase(), `${reference}%2F..`])
      expect((await get(odd)).status).toBe(404)
    expect((await get(reference, 'kvittens=none')).status).toBe(401)
  })

  test('is withdrawn by a program (JSON) and by a form (303 to its page)', async () => {
    const byProgram = await submitted()
    expect(await (await act(byProgram, 'aterkalla=1', { accept: 'application/json' })).json()).toMatchObject({
      status: 'aterkallad',
    })
    const byForm = await submitted()
    const response = await act(byForm, 'aterkalla=1', { accept: 'text/html,*/*' })
    expect([response.status, response.headers.get('location')]).toEqual([303, `/inlamningar/${byForm}`])
    expect(await (await get(byForm)).json()).toMatchObject({ status: 'aterkallad' })
  })

  test('is not withdrawn once a relay has it: 409, or the page that says why', async () => {
    const reference = await submitted()
    await claimNext({ db: at.relay }, { channel: 'https', limit: 100, leaseMs: 60_000 })
    const refused = await act(reference, 'aterkalla=1', { accept: 'application/json' })
    expect(refused.status).toBe(409)
    expect(await refused.json()).toMatchObject({ code: 'conflict', case: 'sending_won' })
    const form = await act(reference, 'aterkalla=1', { accept: 'text/html' })
    expect(form.headers.get('location')).toBe(`/inlamningar/${reference}?fel=conflict&fall=sending_won`)
    expect((await act(reference, 'skicka-igen=1', { accept: 'application/json' })).status).toBe(409)
  })

  test('is sent again when it is held and cannot double', async () => {
    const reference = await submitted()
    const held = { heldAt: new Date(), heldReason: 'gave-up', nextAttemptAt: null }
    await at.owner.prisma.submission.update({ where: { reference }, data: held })
    expect((await act(reference, 'skicka-igen=1', { accept: 'text/html' })).headers.get('location')).toBe(
      `/inlamningar/${reference}?klart=igen`,
    )
    expect(await (await get(reference)).json()).toMatchObject({ status: 'i-ko' })
  })

  test('nothing is done from another site, or without saying what', async () => {
    const reference = await submitted()
    expect((await act(reference, 'aterkalla=1', { origin: 'https://evil.example' })).status).toBe(403)
    expect((await act(reference, 'aterkalla=2')).status).toBe(400)
    expect(await (await get(reference)).json()).toMatchObject({ status: 'i-ko' })
  })
})

describe('a page that throws', () => {
  /** What Next does: 500, and the page of that. */
  const failing = async (work: (db: Db) => Promise<unknown>) => {
    const { db, pages } = at.parts
    at.parts.pages = async (_request, response) => {
      await work(at.parts.db).catch(() => {})
      response.statusCode = 500
      response.end('the error page')
    }
    const answer = await fetch(`${at.url}/hem`)
    Object.assign(at.parts, { db, pages })
    return [answer.status, answer.headers.get('retry-after'), await answer.text()]
  }

  test('is 500 by itself, and 503 with Retry-After when its session was ended or none could be had', async () => {
    expect(await failing(() => Promise.reject(new Error('a bug')))).toEqual([500, null, 'the error page'])
    const away = openDb('postgres://nobody@127.0.0.1:1/none')
    const query = (db: Db) => db.prisma.$queryRaw`SELECT 1`
    at.parts.db = away
    expect(await failing(() => query(away))).toEqual([503, String(RETRY_AFTER_S), 'the error page'])
    await away.close()
    at.parts.db = at.web
    const ended = (db: Db) => db.prisma.$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())`
    expect(await failing(ended)).toEqual([503, String(RETRY_AFTER_S), 'the error page'])
  })
})
