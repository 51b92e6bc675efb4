import { AppRouterContext, type AppRouterInstance } from 'next/dist/shared/lib/app-router-context.shared-runtime.js'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { IntlProvider } from 'use-intl'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type PageSituation, SITUATIONS, writeSituations } from '#e2e/browser/situations.ts'
import { type SubmissionsFixture, submissionsFixture } from '#e2e/fixtures/submissions.ts'
import { type FoundSubmission, findSubmission } from '#lib/submissions/find-submission.ts'
import { momentPhrase } from '#lib/text/format-time.ts'
import { type Locale, TIME_ZONE } from '#lib/text/locale.ts'
import { messages } from '#lib/text/messages.ts'
import { SubmissionPage } from './submission-page.tsx'

let at: SubmissionsFixture
let references: Record<PageSituation, string>
beforeAll(async () => {
  at = await submissionsFixture()
  references = await writeSituations(at.owner, { employerId: at.first.employerId, personId: at.first.anna.personId })
})
afterAll(() => at.drop())

async function find(situation: PageSituation): Promise<FoundSubmission> {
  const asked = { employerId: at.first.employerId, reference: references[situation] }
  const found = await findSubmission({ db: at.web, actor: at.first.anna.actor, now: new Date() }, asked)
  // FK's clock and the portal's agree to the minute.
  return { ...found, receipts: found.receipts.map((each) => ({ ...each, statedAt: each.statedAt && found.deliveredAt })) }
}

function html(submission: FoundSubmission, locale: Locale, now = new Date()): string {
  const page = createElement(SubmissionPage, {
    submission,
    place: { url: 'https://portalen.example', orgnr: '5599001236', service: 'sjukanmalan' },
    retention: { day: '2027-03-01', days: 90 },
    eventMails: [],
    webhookCalls: [],
    now,
    isReader: false,
    isStopped: false,
    wait: undefined,
    isUnsure: false,
  })
  const routed = createElement(AppRouterContext.Provider, { value: {} as AppRouterInstance }, page)
  const props = { locale, messages: messages(locale), timeZone: TIME_ZONE, children: routed }
  return renderToStaticMarkup(createElement(IntlProvider, props))
}

const textOf = (markup: string): string =>
  markup
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll(/\s+/g, ' ')
/** What is seen before anything is unfolded: the folded parts of the page, and what is for paper or for the ear alone, are left out. */
function seen(markup: string): string {
  const left = markup.replaceAll(
    /<nav.*?<\/nav>|<details(?:(?!<details).)*?<\/details>|<div class="[^"]*hidden print:grid.*?<\/div>|<span class="sr-only">.*?<\/span>/gs,
    '',
  )
  return left === markup ? textOf(left) : seen(left)
}

const H1: Record<PageSituation, [sv: string, en: string]> = {
  received: [
    'Vi har tagit emot filen {submitted}. Nu skickar vi den vidare till Försäkringskassan.',
    'We received the file {submitted}. Now we are passing it on to Försäkringskassan.',
  ],
  queued: [
    'Vi har tagit emot filen {submitted}. Den står i kö till Försäkringskassan.',
    'We received the file {submitted}. It is in the queue to Försäkringskassan.',
  ],
  retrying: ['Filen har inte kommit fram än. Vi försöker igen.', 'The file has not arrived yet. We are trying again.'],
  sending: ['Vi skickar filen till Försäkringskassan just nu', 'We are sending the file to Försäkringskassan right now'],
  unknown: [
    'Vi vet inte än om Försäkringskassan tog emot filen. Skicka den inte på nytt.',
    'We do not know yet whether Försäkringskassan received the file. Do not send it again.',
  ],
  unknownHeld: [
    'Vi vet inte om Försäkringskassan tog emot filen. Skicka den inte på nytt.',
    'We do not know whether Försäkringskassan received the file. Do not send it again.',
  ],
  forgotten: [
    'Vi vet inte om Försäkringskassan redan har filen. Skicka den inte på nytt.',
    'We do not know whether Försäkringskassan has the file already. Do not send it again.',
  ],
  gaveUp: [
    'Filen har inte gått att lämna till Försäkringskassan. Den väntar på dig.',
    'The file could not be delivered to Försäkringskassan. It is waiting for you.',
  ],
  damaged: ['Filen har skadats hos oss och har inte skickats', 'The file was damaged at our end and has not been sent'],
  notArrived: [
    'Enligt Försäkringskassan har filen inte kommit in. Den väntar på dig.',
    'Försäkringskassan says that the file has not arrived. It is waiting for you.',
  ],
  disputed: [
    'Försäkringskassan har lämnat samma kvittensID för två filer. Vi vet inte vilken det gäller. Skicka inte filen på nytt.',
    'Försäkringskassan gave one kvittensID for two files. We do not know which one it is for. Do not send the file again.',
  ],
  settled: [
    'Enligt Försäkringskassan har filen kommit in. Besked per telefon {told} till Anna Ek.',
    'Försäkringskassan has confirmed that the file has arrived: by telephone {told}, to Anna Ek.',
  ],
  contradicted: ['Försäkringskassan har tagit emot filen {delivered}', 'Försäkringskassan received the file {delivered}'],
  delivered: ['Försäkringskassan har tagit emot filen {delivered}', 'Försäkringskassan received the file {delivered}'],
  approved: ['Försäkringskassan har godkänt filen', 'Försäkringskassan has approved the file'],
  disapproved: [
    'Försäkringskassan tog emot filen, men har underkänt den',
    'Försäkringskassan received the file but has not approved it',
  ],
  refused: ['Försäkringskassan tog inte emot filen', 'Försäkringskassan did not accept the file'],
  withdrawn: [
    'Inlämningen är återkallad. Inget har lämnats till Försäkringskassan.',
    'The submission is withdrawn. Nothing was delivered to Försäkringskassan.',
  ],
  purged: ['Försäkringskassan har godkänt filen', 'Försäkringskassan has approved the file'],
}

describe.each(SITUATIONS)('a submission that is %s', (situation) => {
  test('has its outcome as the one h1, in both languages', async () => {
    const found = await find(situation)
    const { submittedAt, deliveredAt, settledToldAt } = found
    for (const [n, locale] of (['sv', 'en'] as const).entries()) {
      const clock = (time: Date | null) => (time ? momentPhrase(time, locale, new Date()) : '')
      const wanted = (H1[situation][n] ?? '')
        .replace('{submitted}', clock(submittedAt))
        .replace('{delivered}', clock(deliveredAt))
        .replace('{told}', clock(settledToldAt))
      const headings = [...html(found, locale).matchAll(/<h1[^>]*>(.*?)<\/h1>/gs)].map(([, words]) => words)
      expect(headings).toEqual([wanted])
    }
  })

  test('says each fact once outside the folds', async () => {
    const found = await find(situation)
    const page = html(found, 'sv')
    const text = seen(page)
    const count = (fact: string | null) => (fact ? text.split(fact).length - 1 : 1)
    const { reference, kvittensId, fileName, sha256, employer } = found
    expect([count(reference), count(kvittensId), count(fileName), count(employer.name), count(sha256)]).toEqual([1, 1, 1, 1, 0])
    const moments = [...text.matchAll(/\d{1,2} \p{L}+ \d{4} kl\. \d\d\.\d\d/gu)].map(([moment]) => moment)
    expect(moments).toEqual([...new Set(moments)])
  })
})

test('a last day that has passed is told as passed, and nothing is advised before it', async () => {
  const found = await find('unknownHeld')
  const report = { ...found.report, deadlines: { earliest: '2026-10-20', late: 1, soon: 0 } }
  const now = new Date('2026-11-29T12:00:00Z')
  const passed = textOf(html({ ...found, report }, 'sv', now))
  expect(passed).toContain('Sista dag för den tidigaste uppgiften var tisdag 20 oktober , för 40 dagar sedan .')
  expect(passed).not.toContain('före sista dag')
  // Where there is nothing to do it would alarm for nothing.
  expect(textOf(html({ ...(await find('queued')), report }, 'sv', now))).not.toContain('Sista dag')
  const ahead = textOf(html({ ...found, report }, 'en', new Date('2026-10-17T12:00:00Z')))
  expect(ahead).toContain('must be in by Tuesday 20 October , in 3 days .')
  expect(ahead).toContain('Call before the last day')
})

test('the commands, the codes and the fingerprints are folded', async () => {
  const text = seen(html(await find('refused'), 'sv'))
  for (const word of ['curl', 'HTTP', 'SHA-256', '422']) expect(text).not.toContain(word)
})
