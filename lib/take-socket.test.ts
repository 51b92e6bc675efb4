import { linkSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, expect, test } from 'vitest'
import { takeSocket } from './take-socket.ts'

const dir = mkdtempSync(join(tmpdir(), 'kvittens-socket-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

/** A server that says its number. */
function numbered(number: number) {
  const server = createServer((connection) => connection.on('error', () => {}).end(String(number)))
  return { server, number, lost: false }
}
const heardOn = (path: string) => text(connect(path))

test('of those that find a dead socket at once one has it, and each other is told that it has not', async () => {
  const path = join(dir, 'socket')
  const dead = createServer().listen(path)
  await new Promise((resolve) => dead.once('listening', resolve))
  const kept = `${path}-kept`
  linkSync(path, kept)
  await new Promise((resolve) => dead.close(resolve))
  renameSync(kept, path) // as a process that was killed leaves it
  const all = [1, 2, 3].map(numbered)
  await Promise.all(
    all.map((one) => {
      const tell = () => {
        one.lost = true
      }
      // Who looks when another has it already is told so at once.
      return takeSocket(one.server, path, tell).catch((error: Error) => {
        expect(error.message).toBe('somebody listens on the socket already')
        tell()
      })
    }),
  )
  const winner = Number(await heardOn(path))
  await expect
    .poll(() => all.filter(({ lost }) => lost).map(({ number }) => number))
    .toEqual(all.map(({ number }) => number).filter((number) => number !== winner))
  expect(statSync(path).mode & 0o777).toBe(0o660)
  // Those that end leave it to who has it.
  for (const { server, lost } of all) if (lost) await new Promise((resolve) => server.close(resolve))
  expect(await heardOn(path)).toBe(String(winner))
  expect(readdirSync(dir)).toEqual(['socket'])
  const late = numbered(4)
  await expect(takeSocket(late.server, path, () => {})).rejects.toThrow('somebody listens on the socket already')
  const last = all.find(({ number }) => number === winner)
  rmSync(path)
  await expect.poll(() => last?.lost).toBe(true)
  last?.server.close()
})
