// Longer: `CONTENTS=200 vitest run e2e/crash/agent.test.ts`.
import { expect, test } from 'vitest'
import { runAgent } from './agent-run.ts'

const CONTENTS = Number(process.env.CONTENTS ?? 12)

test('the folder agent, killed and cut off at random moments, hands each file in once', async () => {
  const { files, kills, cuts, submissions, ledger, left, withoutReceipt, ended } = await runAgent({
    contents: CONTENTS,
    cutWithinMs: 250,
  })
  if (CONTENTS > 12) console.log({ files, kills, cuts, submissions: submissions.size, ledger: ledger.size })
  expect([files, ended]).toEqual([Math.ceil((CONTENTS * 4) / 3), 0])
  expect(kills).toBeGreaterThan(0)
  expect(cuts).toBeGreaterThan(0)
  expect([submissions.size, Math.max(...submissions.values())]).toEqual([CONTENTS, 1])
  expect([ledger.size, Math.max(...ledger.values())]).toEqual([CONTENTS, 1])
  expect({ left, withoutReceipt }).toEqual({ left: [], withoutReceipt: [] })
}, 600_000)
