import { expect, test } from 'vitest'
import { FairQueue } from './queue.ts'

const ROOM = { most: 3, mostPerEmployer: 2, waitingPerEmployer: 4, waitMs: 60_000 }

/** Uploads that end when told, and the order in which they began. */
function uploads(gate: FairQueue) {
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  return {
    begun,
    start(name: string): Promise<string> {
      return gate.run(name.slice(0, 1), async () => {
        begun.push(name)
        await new Promise<void>((resolve) => ends.set(name, resolve))
        return name
      })
    },
    async end(name: string) {
      ends.get(name)?.()
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}

test('those that wait get their turns employer by employer, and nobody more than its share', async () => {
  const gate = new FairQueue(ROOM)
  const { begun, start, end } = uploads(gate)
  for (const name of ['a1', 'a2', 'a3', 'a4', 'a5', 'b1', 'b2', 'c1']) void start(name)
  expect(begun).toEqual(['a1', 'a2', 'b1'])
  for (const name of ['a1', 'b1', 'a2', 'a3', 'b2']) await end(name)
  expect(begun).toEqual(['a1', 'a2', 'b1', 'a3', 'b2', 'c1', 'a4', 'a5'])
  expect(gate.count).toBe(3)
  for (const name of ['c1', 'a4', 'a5']) await end(name)
  expect(gate.count).toBe(0)
})

test('a line that is full, and a wait that is too long, are refused as busy', async () => {
  const gate = new FairQueue({ ...ROOM, mostPerEmployer: 1, waitingPerEmployer: 1, waitMs: 20 })
  const { start, end } = uploads(gate)
  const first = start('a1')
  const waiting = start('a2')
  await expect(start('a3')).rejects.toMatchObject({ code: 'unavailable', detail: 'busy' })
  await expect(waiting).rejects.toMatchObject({ code: 'unavailable', detail: 'busy' })
  await end('a1')
  expect(await first).toBe('a1')
  expect(gate.count).toBe(0)
})

test('without a line there is no wait', async () => {
  const gate = new FairQueue({ most: 1, mostPerEmployer: 1, waitingPerEmployer: 0, waitMs: 0 })
  const { start, end } = uploads(gate)
  const first = start('a1')
  await expect(start('b1')).rejects.toMatchObject({ detail: 'busy' })
  await end('a1')
  await first
})

test('an upload that fails gives its place to the next', async () => {
  const gate = new FairQueue({ ...ROOM, most: 1 })
  const failing = gate.run('a', () => Promise.reject(new Error('cut off')))
  const next = gate.run('b', async () => 'came in')
  await expect(failing).rejects.toThrow('cut off')
  expect(await next).toBe('came in')
})

test('closing lets those that run end and sends away those that wait', async () => {
  const gate = new FairQueue({ ...ROOM, most: 1 })
  const { start, end } = uploads(gate)
  const running = start('a1')
  const waiting = [start('a2'), start('b1')]
  for (const each of waiting) each.catch(() => {})
  const closed = gate.close()
  for (const each of waiting) await expect(each).rejects.toMatchObject({ detail: 'stopping' })
  await expect(start('c1')).rejects.toMatchObject({ detail: 'stopping' })
  await end('a1')
  expect(await running).toBe('a1')
  await closed
})
