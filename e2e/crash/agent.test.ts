import { expect, test } from 'vitest'
import { runAgent } from './agent-run.ts'

test('the folder agent, killed and cut off at random moments, hands each file in once', async () => {
  const { files, contents, kills, cuts, submissions, ledger, left, withoutReceipt, ended } = await runAgent({
    contents: 24,
    cutWithinMs: 250,
  })
  expect([files, ended]).toEqual([contents + 8, 0])
  expect(kills).toBeGreaterThan(2)
  expect(cuts).toBeGreaterThan(2)
  expect([submissions.size, Math.max(...submissions.values())]).toEqual([contents, 1])
  expect([ledger.size, Math.max(...ledger.values())]).toEqual([contents, 1])
  expect({ left, withoutReceipt }).toEqual({ left: [], withoutReceipt: [] })
}, 180_000)
