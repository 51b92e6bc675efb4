// The senders of the gateway's bench, in a process of their own: all connections first, then all files at once.
// node burst.ts <certificate> <ca> <port> <files…>
import { createReadStream, readFileSync, statSync } from 'node:fs'
import { request } from 'node:https'
import { pipeline } from 'node:stream/promises'
import { connect, type TLSSocket } from 'node:tls'

export type Burst = { wallMs: number; tookMs: number[]; answers: Record<string, number> }

const [pem = '', ca = '', port = '', ...files] = process.argv.slice(2)
const identity = { key: readFileSync(pem), cert: readFileSync(pem), ca: readFileSync(ca) }

const sockets: TLSSocket[] = []
for (const _ of files) sockets.push(await open())
const begun = performance.now()
const results = await Promise.all(files.map((file, n) => send(file, sockets[n] as TLSSocket)))
const answers: Record<string, number> = {}
for (const { answer } of results) answers[answer] = (answers[answer] ?? 0) + 1
const burst: Burst = { wallMs: performance.now() - begun, tookMs: results.map(({ tookMs }) => tookMs), answers }
process.send?.(burst)
process.disconnect()

function open(): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: 'localhost', port: Number(port), ...identity })
    socket.once('secureConnect', () => resolve(socket)).once('error', reject)
  })
}

async function send(file: string, socket: TLSSocket): Promise<{ answer: string; tookMs: number }> {
  const name = file.split('/').at(-1)
  const call = request({
    method: 'PUT',
    path: `/filoverforing/sjukanmalan/${name}`,
    host: 'localhost',
    createConnection: () => socket,
    headers: { 'content-length': statSync(file).size },
  })
  const answered = new Promise<string>((resolve) => {
    call.once('response', (response) => void response.resume().once('end', () => resolve(String(response.statusCode))))
    call.once('error', (error) => resolve(error.message))
  })
  await pipeline(createReadStream(file), call).catch(() => {})
  const answer = await answered
  return { answer, tookMs: performance.now() - begun }
}
