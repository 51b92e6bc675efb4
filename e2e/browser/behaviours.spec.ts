// Each way in which the other side can behave: what the page says meanwhile and in the end, and what stands in the other book.
import type { BrowserContext, Page } from '@playwright/test'
import type { Db } from '#lib/db.ts'
import type { AgencyControl } from '../rehearsal/agency/control-client.ts'
import { ENDINGS, type Ending, endIt, headline, headlineNow, minutePasses } from './end-it.ts'
import { type ChosenFile, sha256, xmlFile } from './files.ts'
import { type BrowserLogin, logInAs } from './log-in-as.ts'
import { tellRelay, whileClosed } from './receiver-file.ts'
import { expect, open, test } from './test.ts'
import { shownStatus, uploadFile } from './upload.ts'
import { writeBehaviour } from './write-behaviour.ts'

type Mode = NonNullable<Parameters<AgencyControl['behave']>[0]['rules']>[number]['mode']
type Words = keyof typeof SAYS
/** `booked`: how often each file stands in the other side's book in the end. `ending`: how a person ends what has no end of itself. */
type Case = { mode: Mode; meanwhile: Words; end: Words; booked: 0 | 1; ending?: Ending }
type SentFile = { file: ChosenFile; reference: string }
type Parts = { page: Page; context: BrowserContext; owner: Db; agency: AgencyControl }
type SendFiveInput = Parts & { each: Case; dedupe: boolean }

/** The page's headline for each state, and the state's word on the wire. */
const SAYS = {
  sending: { word: 'skickas', headline: /^Vi skickar filen till Försäkringskassan just nu$/ },
  retrying: { word: 'i-ko', headline: /^Filen har inte kommit fram än\. Vi försöker igen\.$/ },
  unknown: { word: 'okand', headline: /^Vi vet inte än om Försäkringskassan tog emot filen\. Skicka den inte på nytt\.$/ },
  held: { word: 'vantar', headline: /^Vi vet inte om Försäkringskassan tog emot filen\. Skicka den inte på nytt\.$/ },
  disputed: { word: 'vantar', headline: /^Försäkringskassan har lämnat samma kvittensID för två filer\./ },
  refused: { word: 'underkand', headline: /^Försäkringskassan tog inte emot filen$/ },
  delivered: { word: 'levererad', headline: /^Försäkringskassan har tagit emot filen kl\. \d\d\.\d\d$/ },
  disapproved: { word: 'underkand', headline: /^Försäkringskassan tog emot filen, men har underkänt den$/ },
  approved: { word: 'godkand', headline: /^Försäkringskassan har godkänt filen$/ },
} as const

/** The other side drops what it has had before: what is not known is asked again under the same id. */
const DROPS_REPEATS: Case[] = [
  { mode: 'reject', meanwhile: 'refused', end: 'refused', booked: 0, ending: 'correct' },
  { mode: 'status-500', meanwhile: 'retrying', end: 'approved', booked: 1 },
  { mode: 'status-503', meanwhile: 'retrying', end: 'approved', booked: 1 },
  { mode: 'hang', meanwhile: 'unknown', end: 'approved', booked: 1 },
  { mode: 'slow', meanwhile: 'sending', end: 'approved', booked: 1 },
  { mode: 'reset-before-body', meanwhile: 'retrying', end: 'approved', booked: 1 },
  { mode: 'reset-mid-body', meanwhile: 'unknown', end: 'approved', booked: 1 },
  { mode: 'store-then-reset', meanwhile: 'unknown', end: 'approved', booked: 1 },
  { mode: 'store-then-hang', meanwhile: 'unknown', end: 'approved', booked: 1 },
  { mode: 'empty-answer', meanwhile: 'unknown', end: 'approved', booked: 1 },
  { mode: 'html-answer', meanwhile: 'unknown', end: 'approved', booked: 1 },
  { mode: 'old-receipt', meanwhile: 'disputed', end: 'disputed', booked: 1, ending: 'settle-with-id' },
  { mode: 'error-later', meanwhile: 'delivered', end: 'disapproved', booked: 1, ending: 'deal-with' },
]

/** Every POST is a new file to it: what is not known waits for a person, what surely did not arrive is sent again. */
const TAKES_EVERYTHING: Case[] = [
  { mode: 'status-503', meanwhile: 'retrying', end: 'approved', booked: 1 },
  { mode: 'hang', meanwhile: 'held', end: 'held', booked: 0, ending: 'send-again' },
  { mode: 'reset-before-body', meanwhile: 'retrying', end: 'approved', booked: 1 },
  { mode: 'reset-mid-body', meanwhile: 'held', end: 'held', booked: 0, ending: 'hand-in-anew' },
  { mode: 'store-then-reset', meanwhile: 'held', end: 'held', booked: 1, ending: 'settle-with-id' },
  { mode: 'store-then-hang', meanwhile: 'held', end: 'held', booked: 1, ending: 'settle' },
  { mode: 'empty-answer', meanwhile: 'held', end: 'held', booked: 1, ending: 'support' },
  { mode: 'html-answer', meanwhile: 'held', end: 'held', booked: 0, ending: 'withdraw' },
  { mode: 'old-receipt', meanwhile: 'disputed', end: 'disputed', booked: 1, ending: 'settle' },
]

let login: BrowserLogin
test.beforeEach(async ({ context, owner }) => {
  login = await logInAs(context, owner, { name: 'Björn Åkesson' })
})
test.afterAll(async ({ agency }) => {
  await agency.behave({})
  await tellRelay({ dedupes: true })
})

test.describe('where repeats are dropped', () => {
  test.beforeAll(() => tellRelay({ dedupes: true }))
  for (const each of DROPS_REPEATS)
    test(titleOf(each), ({ page, context, owner, agency }) => sendFive({ page, context, owner, agency, each, dedupe: true }))

  test('a receipt that was given to a neighbour before: the file is disputed, has an end, and nothing is booked twice', async ({
    page,
    agency,
    context,
    owner,
  }) => {
    await agency.behave({})
    await sendUntil(SAYS.approved.word)
    // The first gets a receipt that we know; its own goes to the second, and nobody on this side can tell.
    await agency.behave({ rules: [{ mode: 'old-receipt', share: 1 }] })
    const first = await sendUntil(SAYS.disputed.word)
    const second = await sendUntil(SAYS.delivered.word)
    await agency.behave({})
    await open(page, `/inlamningar/${first.reference}`)
    await expect(page.getByRole('heading', { name: SAYS.disputed.headline })).toBeVisible()
    // Its own id stands for the other: without an id it has an end all the same.
    expect(await endIt({ page, context, owner, agency, login, ...first }, 'settle')).toMatch(/^Enligt Försäkringskassan/)
    const ledger = await agency.ledger()
    expect([first, second].map(({ file }) => countIn(ledger, file))).toEqual([1, 1])
    const own = ledger.find((entry) => entry.sha256 === sha256(first.file))
    const { kvittensId } = await owner.prisma.submission.findUniqueOrThrow({ where: { reference: second.reference } })
    expect(kvittensId).toBe(own?.kvittensId)
  })
})

test.describe('where every file is taken as new', () => {
  test.beforeAll(() => tellRelay({ dedupes: false }))
  for (const each of TAKES_EVERYTHING)
    test(titleOf(each), ({ page, context, owner, agency }) => sendFive({ page, context, owner, agency, each, dedupe: false }))

  test('what is held stays held, cannot be sent again from here, and the page says whom to call with what', async ({
    page,
    agency,
    owner,
  }) => {
    const held = () =>
      owner.prisma.submission.findMany({
        where: { heldReason: 'unknown' },
        orderBy: { submittedAt: 'desc' },
        select: { reference: true, messageId: true, attemptCount: true, nextAttemptAt: true },
      })
    const before = await held()
    const { reference, messageId } = before[0] ?? { reference: 'none is held', messageId: '' }
    await open(page, `/inlamningar/${reference}`)
    await expect(page.getByRole('main')).toContainText('Ring Försäkringskassan på 0771-17 90 00')
    await expect(page.getByRole('button', { name: /^Skicka (igen|en gång till)/ })).toHaveCount(0)
    await expect(page.getByText('Återkalla inlämningen')).toHaveCount(0)
    const call = page.getByRole('group').filter({ has: page.getByRole('heading', { name: 'Säg det här när du ringer' }) })
    await expect(call).toContainText('Överföringssätt')
    await expect(call).toContainText(/\d{1,2} \p{L}+ \d{4} kl\.\s\d\d\.\d\d/u)
    await expect(call).toContainText(`Meddelande-id${messageId}`)
    // They cannot search for it: it is not among what to say.
    await expect(call).not.toContainText(reference)
    const again = await page.evaluate(async (address) => {
      const answer = await fetch(address, { method: 'POST' })
      return { status: answer.status, body: await answer.json() }
    }, `/api/inlamningar/${reference}?skicka-igen=1`)
    expect(again).toMatchObject({ status: 409, body: { code: 'conflict', case: 'may_double' } })
    await open(page, '/hem')
    await expect(page.getByRole('region', { name: 'Behöver dig' }).getByRole('link').first()).toBeVisible()
    // Another file passes them all: relay is at work, and leaves these alone.
    await agency.behave({ dedupe: false })
    const later = await sendUntil(SAYS.delivered.word)
    expect(countIn(await agency.ledger(), later.file)).toBe(1)
    expect(await held()).toEqual(before)
  })
})

function titleOf({ mode, meanwhile, end, booked }: Case): string {
  return `${mode}: the page says "${meanwhile}", in the end "${end}", and each file is booked ${booked ? 'once' : 'never'}`
}

async function sendFive({ page, context, owner, agency, each, dedupe }: SendFiveInput): Promise<void> {
  const { mode, meanwhile, end, booked, ending } = each
  const sent = await sendUnder(agency, { mode, dedupe, until: SAYS[meanwhile].word })
  const look = async (words: Words) => {
    await open(page, `/inlamningar/${sent.at(-1)?.reference}`)
    return headline(page, SAYS[words].headline)
  }
  const lookTwice = async (): Promise<[string, string]> => {
    const said = await look(meanwhile)
    await minutePasses(owner, sent.at(-1)?.reference ?? '')
    return [said, await headlineNow(page, sent.at(-1)?.reference ?? '')]
  }
  // While we look nothing is tried again.
  const [said, later] = meanwhile === 'sending' ? [await seeSending(page, sent), '–'] : await whileClosed(lookTwice)
  await agency.behave({ dedupe })
  await areAll(sent, SAYS[end].word)
  const saidLast = await look(end)
  const ledger = await agency.ledger()
  const times = sent.map(({ file }) => countIn(ledger, file))
  const last = sent.at(-1)
  const ended = ending && last ? await endIt({ page, context, owner, agency, login, ...last }, ending) : ''
  writeBehaviour({
    mode,
    dedupe,
    meanwhile: said,
    later,
    end: saidLast,
    booked: times,
    ending: ending ? ENDINGS[ending] : '',
    ended,
  })
  expect(times).toEqual(sent.map(() => booked))
}

type SendUnderInput = { mode: Mode; dedupe: boolean; until: string }

/** Five files, all of them as far as they come while the other side behaves so. */
async function sendUnder(agency: AgencyControl, wish: SendUnderInput): Promise<SentFile[]> {
  const { mode, dedupe, until } = wish
  if (mode === 'old-receipt') return sendAfterOthers(agency, wish)
  await agency.behave({ dedupe, rules: [{ mode, share: 1 }] })
  const sent: SentFile[] = []
  for (let n = 0; n < 5; n++) sent.push(await sendOne())
  if (mode !== 'slow') await areAll(sent, until)
  return sent
}

/** One at a time, so that the old receipt is one that we have: of the good file before it. The last is left as it came. */
async function sendAfterOthers(agency: AgencyControl, { mode, dedupe, until }: SendUnderInput): Promise<SentFile[]> {
  const sent: SentFile[] = []
  for (let n = 0; n < 5; n++) {
    await agency.behave({ dedupe })
    await sendUntil(SAYS.delivered.word)
    await agency.behave({ dedupe, rules: [{ mode, share: 1 }] })
    sent.push(await sendUntil(until))
  }
  return sent
}

async function sendOne(): Promise<SentFile> {
  const file = xmlFile()
  return { file, reference: (await uploadFile(login, file)).referens }
}

async function sendUntil(word: string): Promise<SentFile> {
  const sent = await sendOne()
  await areAll([sent], word)
  return sent
}

/** A line that rests is tried first with what is unknown already: a file that was not tried before it may wait as long as it rests. */
const MAY_REST: readonly string[] = [SAYS.unknown.word, SAYS.retrying.word]

/** What was approved was delivered before; what waits for its next try has had one. */
async function areAll(sent: SentFile[], word: string): Promise<void> {
  const stateOf = async ({ reference }: SentFile) => {
    const { status, forsok } = await shownStatus(login, reference)
    if (word === SAYS.delivered.word && status === SAYS.approved.word) return word
    return status === SAYS.retrying.word && forsok === 0 ? 'not tried' : status
  }
  const states = async () => {
    const all = await Promise.all(sent.map(async (one) => ({ one, state: await stateOf(one) })))
    const tried = all.filter(({ state }) => state !== 'not tried')
    if (!MAY_REST.includes(word) || tried.length === 0) return [...new Set(all.map(({ state }) => state))]
    // What is looked at is the last.
    const waiting = all.filter(({ state }) => state === 'not tried')
    sent.splice(0, sent.length, ...[...waiting, ...tried].map(({ one }) => one))
    return [...new Set(tried.map(({ state }) => state))]
  }
  await expect.poll(states, { timeout: 90_000, intervals: [100, 200, 300] }).toEqual([word])
}

/** A slow answer takes two seconds: where a page takes longer to open, another file is sent. */
async function seeSending(page: Page, sent: SentFile[]): Promise<string> {
  let said = ''
  await expect(async () => {
    const one = await sendOne()
    sent.push(one)
    await open(page, `/inlamningar/${one.reference}`)
    said = await headline(page, SAYS.sending.headline, 1_000)
  }).toPass({ timeout: 60_000 })
  return said
}

const countIn = (ledger: { sha256: string }[], file: ChosenFile): number =>
  ledger.filter((entry) => entry.sha256 === sha256(file)).length
