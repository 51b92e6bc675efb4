import { spawn } from 'node:child_process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type GatewayFixture, gatewayFixture } from '../fixtures/gateway.ts'

let at: GatewayFixture
beforeAll(async () => {
  at = await gatewayFixture()
})
afterAll(() => at.drop())

test('the session of curl calls that is shown gets the answers that it shows', async () => {
  const args = [
    'e2e/gateway/curl-session.ts',
    '--pki',
    at.pki.dir,
    '--gateway',
    `https://localhost:${at.port}`,
    '--first-case',
    '0',
  ]
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args])
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      text += chunk
    })
  const code = await new Promise((resolve) => child.once('close', resolve))
  expect(text.split('\n').filter((line) => line.startsWith('!!'))).toEqual([])
  expect([code, text]).toEqual([0, expect.stringContaining('Every answer was the expected one.')])
  // The transcript may be pasted into a mail.
  expect(text).not.toContain('PRIVATE KEY')
})
