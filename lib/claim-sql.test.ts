import { expect, test } from 'vitest'
import { claimSql } from './claim-sql.ts'

test.each([{ due: 'next_try_at; DROP TABLE notice' }, { key: ['id', "'x'"] }])(
  'a claim takes no name but a column’s: %o',
  (names) => {
    expect(() => claimSql({ table: 'notice', key: ['id'], due: 'x', limit: '$1', set: 'x = 1', columns: '1', ...names })).toThrow(
      'not a column',
    )
  },
)
