// A request written to the gateway's TLS connection byte by byte, for what no honest HTTP client would send.
import { readFileSync } from 'node:fs'
import { connect } from 'node:tls'
import type { GatewayFixture } from './gateway-fixture.ts'

type Step = string | Uint8Array | (() => unknown)
type Wish = {
  port?: number
  /** Lines before the empty one. */
  head: readonly string[]
  /** Written in order; a function is awaited between two. */
  body?: readonly Step[]
  after?: 'wait' | 'end' | 'reset'
}

/** All that was answered until the connection closed, and the last status. */
export async function rawGateway(at: GatewayFixture, wish: Wish): Promise<{ status: number; text: string }> {
  const pem = readFileSync(at.pki.employer(at.first.orgnr))
  const options = { host: 'localhost', port: wish.port ?? at.port, ca: readFileSync(at.pki.ca), cert: pem, key: pem }
  const socket = connect(options)
  let text = ''
  socket.on('data', (chunk) => {
    text += chunk
  })
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()).on('error', () => {}))
  await new Promise<void>((resolve, reject) => socket.once('secureConnect', resolve).once('error', reject))
  const write = (data: string | Uint8Array) => new Promise<void>((resolve) => void socket.write(data, () => resolve()))
  await write(Buffer.from(`${wish.head.join('\r\n')}\r\n\r\n`, 'latin1'))
  for (const step of wish.body ?? []) {
    if (typeof step === 'function') await step()
    else await Promise.race([write(step), closed])
  }
  if (wish.after === 'reset') socket.destroy()
  else if (wish.after === 'end') socket.end()
  await closed
  return { text, status: Number([...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].at(-1)?.[1] ?? 0) }
}
