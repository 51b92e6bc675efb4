import { expect, test } from 'vitest'
import { type StatusWord, status } from '#lib/text/status.ts'
import { situationOf } from './situation.ts'

const at = (word: StatusWord, more: Partial<Parameters<typeof situationOf>[0]> = {}) =>
  situationOf({ status: word, heldReason: null, refusedAt: null, attempts: [], ...more })

test('every status has words for what to do now', () => {
  for (const word of Object.keys(status.sv.word) as StatusWord[]) expect(status.sv[at(word)].now).not.toBe('')
})

test('a file that could not be sent says so, not that it stands in a queue', () => {
  expect(at('i-ko')).toBe('queued')
  expect(at('i-ko', { attempts: [{}] })).toBe('retrying')
})

test('a file refused at the door is told from one that was disapproved later', () => {
  expect(at('underkand', { refusedAt: '2026-11-21T14:05:00Z' })).toBe('refused')
  expect(at('underkand')).toBe('disapproved')
})

test('whoever waits for an answer nobody has is told not to send again', () => {
  expect(status.sv[at('okand')].headline).toContain('Skicka den inte på nytt')
  expect(status.sv[at('vantar', { heldReason: 'unknown' })].headline).toContain('Skicka den inte på nytt')
})
