// An upload written to the socket byte by byte, for what no honest HTTP client would send.
import { connect } from 'node:net'
import { uploadHeaders, type WebFixture } from './web-fixture.ts'

type Step = string | (() => unknown)
type Wish = {
  headers?: Record<string, string>
  cookie?: string
  /** Written in order (as Latin-1 if it is binary, else UTF-8); a function is awaited between two. */
  body?: Step[]
  file?: string
  /** Closes the sending side after the body. */
  thenEnd?: boolean
  /** Breaks the connection after the body. */
  thenReset?: boolean
}

/** The answer as it came, and its status (the last one, after any "100 Continue"). */
export async function rawUpload(at: WebFixture, wish: Wish): Promise<{ status: number; text: string }> {
  const cookie = wish.cookie ?? (await at.logIn(at.first.anna, at.first.employerId)).cookie
  const length: Record<string, string> = wish.file === undefined ? {} : { 'content-length': String(Buffer.byteLength(wish.file)) }
  const headers = {
    host: new URL(at.url).host,
    ...uploadHeaders(at.url, cookie),
    ...length,
    ...wish.headers,
    connection: 'close',
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const binary = headers['transfer-encoding' as keyof typeof headers] !== undefined
  const socket = connect(at.port, '127.0.0.1')
  let text = ''
  socket.on('data', (chunk) => {
    text += chunk
  })
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()).on('error', () => {}))
  const write = (data: string) =>
    new Promise<void>((resolve) => void socket.write(data, binary ? 'latin1' : 'utf8', () => resolve()))
  await write(`POST /api/inlamningar HTTP/1.1\r\n${lines.join('')}\r\n`)
  for (const step of wish.body ?? [wish.file ?? '']) {
    if (typeof step === 'string') await Promise.race([write(step), closed])
    else await step()
  }
  if (wish.thenReset) socket.resetAndDestroy()
  else if (wish.thenEnd) socket.end()
  await closed
  const status = Number([...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].at(-1)?.[1] ?? 0)
  return { status, text }
}
