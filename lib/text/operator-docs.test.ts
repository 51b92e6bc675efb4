// docs/operator-mails.md has every mail of the operator's, and no other.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { CERTIFICATE_WARN_DAYS } from '#lib/limits.ts'
import { hasEnd, OPERATOR_KINDS } from './operator-notices.ts'

const DOCUMENT = readFileSync(new URL('../../docs/operator-mails.md', import.meta.url), 'utf8')
const rows = [...DOCUMENT.matchAll(/^\| `([a-z-]+)` \| (.+) \| (yes|no) \| (.+) \|$/gm)].map(
  ([, kind = '', when = '', ends = '']) => ({
    kind,
    when,
    ends,
  }),
)

test('the table of the operator’s mails has each kind once, and says whether it ends', () => {
  const kinds = OPERATOR_KINDS.map((kind) => `${kind} ${hasEnd(kind) ? 'yes' : 'no'}`)
  expect(rows.map(({ kind, ends }) => `${kind} ${ends}`).sort()).toEqual(kinds.sort())
})

test('the days before a certificate ends are those of the code', () => {
  const said = rows.find(({ kind }) => kind === 'certificate')?.when.match(/\d+/g)
  expect(said).toEqual(CERTIFICATE_WARN_DAYS.map(String))
})
