import { expect, test } from 'vitest'
import type { CheckedFile } from '#components/check/use-check.ts'
import type { Report } from '#lib/checking/report.ts'
import { type BatchFile, type BatchFileState, sendableIn, standingOf } from './batch.ts'

const file = new File(['x'], 'x.xml')
let made = 0

function row(state: BatchFileState): BatchFile {
  return { id: ++made, file, state }
}

function checked({ stop = 0, varning = 0, sha256 = `sum ${made}` } = {}): CheckedFile {
  const report = { stop, varning, findings: [], counts: {} } as unknown as Report
  return { file, chosen: file, report, sha256, key: '', requests: 0 }
}

const isChecked = (one: CheckedFile, isRead = false): BatchFile => row({ kind: 'checked', checked: one, isRead })
const failed = (failure: Extract<BatchFileState, { kind: 'failed' }>['failure']): BatchFile =>
  row({ kind: 'failed', checked: checked(), failure, isUncertain: false })

test('what is clean is sent, what has remarks once they are read, and what has faults stays', () => {
  const files = [
    isChecked(checked()),
    isChecked(checked({ varning: 2 })),
    isChecked(checked({ varning: 2 }), true),
    isChecked(checked({ stop: 1 }), true),
    row({ kind: 'problem', reason: 'unreadable' }),
    row({ kind: 'waiting' }),
  ]
  expect(files.map((one) => standingOf(one, files))).toEqual(['ready', 'unread', 'ready', 'stopped', 'stopped', 'busy'])
  expect(sendableIn(files)).toEqual([files[0], files[2]])
})

test('the same content is sent once, also when the first has been sent', () => {
  const first = checked({ sha256: 'same' })
  const second = isChecked(checked({ sha256: 'same' }))
  for (const before of [
    { ...row({ kind: 'received', checked: first, reference: 'K7MQ-2XWH-9', repeat: false }), id: 0 },
    { ...isChecked(first), id: 0 },
  ])
    expect(standingOf(second, [before, second])).toBe('twin')
  expect(standingOf(second, [second])).toBe('ready')
})

test('a file that failed is tried again unless it would be refused again, or its answer is a question', () => {
  const files = [
    failed({ kind: 'network' }),
    failed({ kind: 'refused', status: 503, detail: '' }),
    failed({ kind: 'refused', status: 422, detail: '' }),
    failed({ kind: 'changed' }),
    failed({ kind: 'refused', status: 409, detail: '', reason: 'unseen' }),
  ]
  expect(files.map((one) => standingOf(one, files))).toEqual(['ready', 'ready', 'stopped', 'stopped', 'question'])
})
