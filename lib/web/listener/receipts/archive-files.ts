// A year's receipts, file by file, as they go into the archive: two for each submission, then the list and the fingerprints.
import { createHash } from 'node:crypto'
import { swedishTimestamp } from '#lib/calendar.ts'
import { maskIdentity } from '#lib/identifiers.ts'
import { safeCell } from '#lib/report-files/safe-cell.ts'
import type { ArchivedSubmission } from '#lib/submissions/export-receipts.ts'
import { STATUS_WORD } from '#lib/submissions/status.ts'
import type { Locale } from '#lib/text/locale.ts'
import { messages } from '#lib/text/messages.ts'
import { paperText } from './paper-text.ts'
import { printReceipt } from './print-receipt.ts'

/** `isPacked`: its bytes are compressed already. */
export type ArchiveFile = { name: string; content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>; isPacked: boolean }
type ArchiveInput = {
  /** Read anew each time: once for the receipts, once for the list. */
  pages: () => AsyncIterable<ArchivedSubmission[]>
  locale: Locale
  keepDays: number
  now: Date
}

const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8')

export async function* archiveFiles({ pages, locale, keepDays, now }: ArchiveInput): AsyncGenerator<ArchiveFile> {
  // 43 bytes for each file; nothing else grows with the number of receipts.
  const sums: Buffer[] = []
  const names: string[] = []
  const add = (name: string, hash: Buffer) => {
    names.push(name)
    sums.push(hash)
  }
  for await (const page of pages())
    for (const submission of page) {
      const pdf = await printReceipt({ receipt: paperText(submission, locale, keepDays), locale, printedAt: now })
      const json = bytes(`${JSON.stringify(receiptJson(submission), null, 2)}\n`)
      for (const [ending, content] of [
        ['pdf', pdf],
        ['json', json],
      ] as const) {
        const name = `${submission.reference}.${ending}`
        add(name, createHash('sha256').update(content).digest())
        yield { name, content: [content], isPacked: ending === 'pdf' }
      }
    }
  const list = createHash('sha256')
  yield { name: LIST, content: hashed(listLines(pages(), locale), list), isPacked: false }
  add(LIST, list.digest())
  yield { name: 'SHA256SUMS', content: sumLines(names, sums), isPacked: false }
}

const LIST = 'kvittenser.csv'

function receiptJson(submission: ArchivedSubmission): unknown {
  const { employer, person, replaces, receipts, kvittens } = submission
  return {
    ...kvittens,
    arbetsgivare: maskIdentity(employer.orgnr),
    foretag: employer.name,
    inlamnadAv: person,
    ersatter: replaces.map(({ reference }) => reference),
    svar: receipts.map(({ kind, kvittensId, verdict, reason, statedAt, recordedAt, httpStatus }) => ({
      ...{ slag: kind, kvittensID: kvittensId, besked: verdict, orsak: reason, httpStatus },
      derasTid: statedAt && swedishTimestamp(statedAt),
      komTillOss: swedishTimestamp(recordedAt),
    })),
  }
}

async function* listLines(pages: AsyncIterable<ArchivedSubmission[]>, locale: Locale): AsyncGenerator<Uint8Array> {
  const { page, verdict, list } = messages(locale).submissions
  const { word } = messages(locale).status
  const heads = [page.reference, page.for, page.service, page.submitted, page.by, page.file, page.size, page.records]
  // With a byte order mark Excel reads UTF-8.
  yield bytes(`\uFEFF${lineOf([...heads, page.hash, page.kvittensId, page.arrived, list.state, page.verdictIs])}`)
  for await (const rows of pages)
    yield bytes(
      rows
        .map((row) => {
          const { submittedAt, deliveredAt, approvedAt, disapprovedAt, state } = row
          const time = (at: Date | null) => (at ? swedishTimestamp(at) : '')
          const said = approvedAt ? verdict.approved : disapprovedAt ? verdict.disapproved : ''
          return lineOf([
            ...[row.reference, row.employer.name, row.service, time(submittedAt), row.person ?? row.way, row.fileName],
            ...[String(row.bytes), String(row.records), row.sha256, row.kvittensId ?? '', time(deliveredAt)],
            ...[word[STATUS_WORD[state.kind]], said],
          ])
        })
        .join(''),
    )
}

const lineOf = (cells: readonly string[]): string => `${cells.map(safeCell).join(';')}\r\n`

async function* hashed(content: AsyncIterable<Uint8Array>, hash: ReturnType<typeof createHash>): AsyncGenerator<Uint8Array> {
  for await (const piece of content) {
    hash.update(piece)
    yield piece
  }
}

/** As `sha256sum --check` reads them. */
function* sumLines(names: readonly string[], sums: readonly Buffer[]): Generator<Uint8Array> {
  for (const [n, name] of names.entries()) yield bytes(`${sums[n]?.toString('hex')}  ${name}\n`)
}
