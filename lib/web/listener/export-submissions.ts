import { actorOf } from '#lib/access/actor.ts'
import { stockholmTime } from '#lib/calendar.ts'
import type { SpeakerContext } from '#lib/db.ts'
import { localeOf } from '#lib/door/locale.ts'
import type { Call } from '#lib/door/route.ts'
import { writeOut } from '#lib/door/write-out.ts'
import { toEdgeOrgnr } from '#lib/identifiers.ts'
import { LIMITS } from '#lib/limits.ts'
import { safeCell } from '#lib/report-files/safe-cell.ts'
import { type ListSubmissionsInput, listSubmissions } from '#lib/submissions/list-submissions.ts'
import type { ListedSubmission } from '#lib/submissions/read-listed.ts'
import { submissionFilter } from '#lib/submissions/submission-filter.ts'
import type { WrittenCell } from '#lib/tables/xlsx/row-xml.ts'
import { workbookFiles } from '#lib/tables/xlsx/workbook-files.ts'
import type { Locale } from '#lib/text/locale.ts'
import { serviceText, serviceTexts } from '#lib/text/services.ts'
import { statusTexts } from '#lib/text/status.ts'
import { submissionTexts } from '#lib/text/submissions.ts'
import { readSearch } from '#lib/web/forms/submission-search.ts'
import type { Web } from './web.ts'
import type { WebCaller } from './web-caller.ts'
import { zipOf } from './zip-of.ts'

const KINDS = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

/** GET /api/inlamningar/lista: what the list's search chooses, as CSV or (`form=xlsx`) a workbook, made while it goes out. */
export async function exportSubmissions(
  web: Web,
  { request, response, url, now }: Call,
  { session, employer }: WebCaller,
): Promise<void> {
  const locale = localeOf(request)
  const kind = url.searchParams.get('form') === 'xlsx' ? 'xlsx' : 'csv'
  const day = stockholmTime(now).slice(0, 10)
  const name = `inlamningar-${toEdgeOrgnr(employer.orgnr)}-${day}.${kind}`
  const headers = {
    'Content-Type': KINDS[kind],
    'Content-Disposition': `attachment; filename="${name}"`,
    'Cache-Control': 'private, no-store',
    'X-Content-Type-Options': 'nosniff',
  }
  if (request.method === 'HEAD') return void response.writeHead(200, headers).end()
  const { employerId } = employer
  const filter = submissionFilter(readSearch(Object.fromEntries(url.searchParams)))
  const rows = eachSubmission({ db: web.db, actor: actorOf(session), now }, { employerId, ...filter, sender: 'name' })
  const table = rowsOf(rows, locale)
  const pieces = kind === 'xlsx' ? zipOf(workbookFiles(submissionTexts[locale].list.title, table)) : csvOf(table)
  await web.gate.run(employerId, () => writeOut(response, { status: 200, headers, pieces }, async () => {}))
}

/** All that listSubmissions would list, page after page, each page a transaction of its own: however many there are, one page is held. */
async function* eachSubmission(
  context: SpeakerContext,
  input: Omit<ListSubmissionsInput, 'after' | 'limit'>,
): AsyncGenerator<ListedSubmission> {
  for (let after: string | undefined; ; ) {
    const page = await listSubmissions(context, { ...input, limit: LIMITS.listedSubmissions, after })
    yield* page.submissions
    if (page.next === null) return
    after = page.next
  }
}

async function* rowsOf(rows: AsyncIterable<ListedSubmission>, locale: Locale): AsyncGenerator<WrittenCell[]> {
  const { file, state, submitted, sender, service, records, reference, kvittensId, received, hash } = submissionTexts[locale].list
  yield [file, state, submitted, sender, service, records, reference, kvittensId, received, hash]
  for await (const row of rows) yield cellsOf(row, locale)
}

function cellsOf(row: ListedSubmission, locale: Locale): WrittenCell[] {
  const { gone, program } = submissionTexts[locale].list
  return [
    row.fileName,
    statusTexts[locale].word[row.status],
    stockholmTime(row.submittedAt).replace('T', ' '),
    row.sender ?? (row.personId ? gone : program),
    serviceTexts[locale].name[serviceText(row.service)],
    { number: String(row.records) },
    row.reference,
    row.kvittensId ?? '',
    row.deliveredAt ? stockholmTime(row.deliveredAt).replace('T', ' ') : '',
    row.sha256,
  ]
}

/** With a byte order mark Excel reads UTF-8. Rows are written some together. */
async function* csvOf(rows: AsyncIterable<WrittenCell[]>): AsyncGenerator<Uint8Array> {
  let text = '\uFEFF'
  for await (const row of rows) {
    text += `${row.map((cell) => safeCell(typeof cell === 'string' ? cell : cell.number)).join(';')}\r\n`
    if (text.length < PIECE) continue
    yield Buffer.from(text)
    text = ''
  }
  yield Buffer.from(text)
}

const PIECE = 16_384
