// Each action that the audit trail gets has words in the company's log of events.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { LOG_KINDS } from '#lib/audit/read-log.ts'
import { swedishActions } from '#lib/text/audit-actions-sv.ts'
import { isKnownAction, logWords } from '#lib/text/log-sentence.ts'
import { REPOSITORY } from './read-ranks.ts'

/** Beginnings to which code adds a word, and what it adds. */
const MADE: Record<string, readonly string[]> = {
  'attempt.': ['accepted', 'rejected', 'unsent', 'unknown'],
  'verdict.': ['mottagen', 'godkand', 'underkand'],
  'paper.': ['blocked', 'open'],
  'login.': ['chosen', 'password', 'codeapp', 'passkeyadded', 'passkeyremoved', 'dropped', 'opened'],
}
/** What looks like an action and is none. */
const NO_ACTIONS = new Set(['kvittens.employer', 'kvittens.person', 'underlag.pdf'])

const sources = globSync(['lib/**/*.ts', 'prisma/migrations/**/*.sql'], { cwd: REPOSITORY, exclude: ['**/*.test.ts'] })
  .map((file) => readFileSync(join(REPOSITORY, file), 'utf8'))
  .filter((text) => /appendAudit|append_audit|audit_application|AuditEntry/.test(text))
const found = sources.flatMap(actionsIn)

test('each has its words, in both languages', () => {
  expect(found.length).toBeGreaterThan(60)
  expect([...new Set(found)].filter((action) => !isKnownAction(action) && !NO_ACTIONS.has(action)).sort()).toEqual([])
})

test('each can be chosen by its kind in a company’s log, or stands in the portal’s chain alone', () => {
  const chosen = new Set<string>(Object.values(LOG_KINDS).flat())
  expect(Object.keys(swedishActions).filter((topic) => !chosen.has(topic))).toEqual([
    'application',
    'sending',
    'payload-key',
    'stop',
    'operator',
  ])
})

test('what is put together is known too', () => {
  const begun = sources.flatMap((text) => [...text.matchAll(/`([a-z]+\.)\$\{/g)].map(([, begin = '']) => begin))
  expect([...new Set(begun)].filter((begin) => !(begin in MADE)).sort()).toEqual([])
  const made = Object.entries(MADE).flatMap(([begin, words]) => words.map((word) => begin + word))
  expect(made.filter((action) => !isKnownAction(action))).toEqual([])
})

test('each sentence can be said, with and without what its row tells beside', () => {
  for (const locale of ['sv', 'en'] as const) {
    const { what } = logWords(locale)
    for (const [topic, actions] of Object.entries(swedishActions))
      for (const name of Object.keys(actions))
        for (const detail of [{}, { role: 'reader', to: 'handler', days: '30' }])
          expect(what(`${topic}.${name}`, detail)).toMatch(/^[^{}]{5,120}$/)
    expect(what('new.thing', {})).toContain('new.thing')
  }
})

/** Literals of the form `topic.what-happened`, and what SQL adds to `application.`. */
function actionsIn(text: string): string[] {
  const literals = [...text.matchAll(/'([a-z]+\.[a-z]+(?:-[a-z]+)*)'/g)].map(([, action = '']) => action)
  const applications = [...text.matchAll(/audit_application\(a, [^;]*?, '([a-z-]+)', /g)].map(
    ([, word = '']) => `application.${word}`,
  )
  const either = [...text.matchAll(/THEN '([a-z]+-[a-z]+)' ELSE '([a-z]+-[a-z]+)' END/g)].flatMap(([, one = '', other = '']) => [
    `application.${one}`,
    `application.${other}`,
  ])
  return [...literals, ...applications, ...either]
}
