import { expect, test } from 'vitest'
import { parseDevice, readDevice } from './device-label.ts'

const KHTML = 'AppleWebKit/537.36 (KHTML, like Gecko)'
test.each([
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${KHTML} Chrome/131.0.0.0 Safari/537.36`, 'chrome windows'],
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${KHTML} Chrome/131.0.0.0 Safari/537.36 Edg/131.0.2903.51`, 'edge windows'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0', 'firefox linux'],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15',
    'safari macos',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/131.0.6778.73 Mobile/15E148 Safari/604.1',
    'chrome ios',
  ],
  [
    `Mozilla/5.0 (Linux; Android 14; SM-S911B) ${KHTML} SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36`,
    'samsung android',
  ],
  [`Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${KHTML} Chrome/131.0.0.0 Safari/537.36`, 'chrome chromeos'],
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${KHTML} Chrome/130.0.0.0 Safari/537.36 OPR/115.0.0.0`, 'opera windows'],
  ['curl/8.9.1', 'other other'],
  ['\u202e<script>å', 'other other'],
  [`${'x'.repeat(10_000)} Firefox/1 Windows`, 'other other'],
  ['', null],
  [undefined, null],
])('%s', (userAgent, label) => {
  expect(readDevice(userAgent)).toBe(label)
  if (label !== null) expect(label).toMatch(/^[a-z]{1,20} [a-z]{1,20}$/)
})

test('a label that this version does not know is none', () => {
  expect(parseDevice('chrome windows')).toEqual({ browser: 'chrome', system: 'windows' })
  for (const label of [null, '', 'chrome', 'chrome fridge', 'netscape windows']) expect(parseDevice(label)).toBeNull()
})
