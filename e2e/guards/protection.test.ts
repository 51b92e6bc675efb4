// docs/protection.md says what the code does today, where that can be compared.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { LIMITS } from '#lib/limits.ts'
import { REPOSITORY } from './read-ranks.ts'

const read = (file: string): string => readFileSync(join(REPOSITORY, file), 'utf8')
const DOCUMENT = read('docs/protection.md').replaceAll(/\s+/g, ' ')

/** Names of settings that hold a secret, or name a file that does. */
const SECRET = /^ {2}([A-Z_]*(?:KEY|KEYS|SECRET|IDENTITY|DATABASE_URL|SMTP_URL|RECEIVER_FILE)):/gm

test('each secret setting is in the list of keys', () => {
  const settings = ['lib/env.ts', 'lib/env-groups.ts'].flatMap((file) =>
    [...read(file).matchAll(SECRET)].map(([, name = '']) => name),
  )
  expect(settings.length).toBeGreaterThan(10)
  const table = /## Keys and other secrets(.*?)## Who speaks to whom/.exec(DOCUMENT)?.[1] ?? ''
  expect([...new Set(settings)].filter((name) => !table.includes(`\`${name}\``))).toEqual([])
})

test('the words that no password may be made of are those of the code', () => {
  const known = /const KNOWN_WORDS = words\(`([^`]+)`\)/.exec(read('lib/access/password-fault.ts'))?.[1] ?? ''
  const told = /<!-- words -->(.*?)<!-- \/words -->/.exec(DOCUMENT)?.[1] ?? ''
  expect(told.split(' ').filter(Boolean)).toEqual(known.trim().split(/\s+/))
})

test('its numbers are those of the code', () => {
  const { submissionKeepDays, deliveryKeepDays, uploadHours, draftDays, noticeKeepDays, eventKeepDays } = LIMITS
  const sentences = [
    `\`SUBMISSION_KEEP_DAYS\` after its end (${submissionKeepDays};`,
    `\`DELIVERY_KEEP_DAYS\` after they came (${deliveryKeepDays})`,
    `unfinished uploads after ${uploadHours} hours, drafts of applications after ${draftDays} days, mails after ${noticeKeepDays}, events after ${eventKeepDays},`,
    `A password has ${LIMITS.leastPasswordCharacters} characters or more`,
    `A login ends after ${LIMITS.sessionIdleMinutes} minutes without a request and after ${LIMITS.sessionHours} hours in any case`,
    `(the last ${LIMITS.freshLoginMinutes} minutes:`,
    `| ${LIMITS.loginLinkHours} hours, ten guesses |`,
    `| ${LIMITS.webhookSeconds} s, no redirects, public addresses alone; again for ${LIMITS.webhookDays} days |`,
    `for ${LIMITS.giveUpDays} days; the line rests`,
    `RSA from ${LIMITS.leastRsaBits} bits, EC from ${LIMITS.leastEcBits}`,
  ]
  expect(sentences.filter((sentence) => !DOCUMENT.includes(sentence))).toEqual([])
})
