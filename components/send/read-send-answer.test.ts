import { expect, test } from 'vitest'
import { mayHaveArrived, readSendAnswer } from './read-send-answer.ts'

const RECEIPT = JSON.stringify({ referens: 'K7MQ-2XWH-9', status: 'i-ko', dubblett: false })

test('a receipt leads to its reference', () => {
  expect(readSendAnswer(201, RECEIPT)).toEqual({ kind: 'received', reference: 'K7MQ-2XWH-9', repeat: false })
})

test('the first answer given again is known as a repeat', () => {
  expect(readSendAnswer(200, JSON.stringify({ referens: 'K7MQ-2XWH-9', dubblett: true }))).toMatchObject({ repeat: true })
})

test('success without a reference is no receipt', () => {
  expect(readSendAnswer(200, '<html>login</html>')).toEqual({ kind: 'unreadable', status: 200 })
  expect(readSendAnswer(201, '{}')).toEqual({ kind: 'unreadable', status: 201 })
})

test('a refusal keeps the server’s sentence and the id to quote', () => {
  const problem = JSON.stringify({ title: 'x', status: 503, detail: 'Filen går inte att spara just nu.', id: 'a1b2' })
  expect(readSendAnswer(503, problem)).toEqual({
    kind: 'refused',
    status: 503,
    detail: 'Filen går inte att spara just nu.',
    id: 'a1b2',
  })
})

test('a stop that the server found comes with its report', () => {
  const findings = [
    { code: 'I04', severity: 'stop', at: { line: 13, column: 18, byte: 512 }, params: {} },
    { code: 'I04', severity: 'stop', at: { line: 20, column: 18, byte: 900 }, params: {} },
  ]
  const answer = readSendAnswer(422, JSON.stringify({ detail: 'Filen har fel.', tjanst: 'sjukanmalan', poster: 2, findings }))
  expect(answer).toMatchObject({ kind: 'refused', report: { tjanst: 'sjukanmalan', counts: { I04: 2 }, findings } })
})

test('a proxy’s page is not shown as if it were an answer', () => {
  expect(readSendAnswer(502, '<h1>Bad gateway</h1>')).toEqual({ kind: 'unreadable', status: 502 })
})

test('an ended login is told from a refusal', () => {
  expect(readSendAnswer(401, JSON.stringify({ detail: 'x' }))).toEqual({ kind: 'signed-out' })
})

test('bytes that are not the checked ones are a file that was changed on disk', () => {
  for (const reason of ['digest', 'length'])
    expect(readSendAnswer(400, JSON.stringify({ detail: 'x', case: reason }))).toEqual({ kind: 'changed' })
})

test.each([
  ['the line broke when all had left', { kind: 'network' }, true, true],
  ['the line broke before', { kind: 'network' }, false, false],
  ['it was cancelled when all had left', { kind: 'cancelled' }, true, true],
  ['the server does not know', { kind: 'refused', status: 503, detail: '', reason: 'commit_unknown' }, false, true],
  ['a bug', { kind: 'refused', status: 500, detail: '' }, false, true],
  ['something between us answered', { kind: 'unreadable', status: 502 }, false, true],
  ['the server is busy', { kind: 'refused', status: 503, detail: '', reason: 'busy' }, true, false],
  ['the login has ended', { kind: 'signed-out' }, true, false],
] as const)('whether the file may have been handed in all the same: %s', (_, outcome, allSent, may) => {
  expect(mayHaveArrived(outcome, allSent)).toBe(may)
})
