import { once } from 'node:events'
import { actorOf } from '#lib/access/actor.ts'
import { logFilter } from '#lib/audit/log-filter.ts'
import { type LogEntry, readLog } from '#lib/audit/read-log.ts'
import { stockholmTime } from '#lib/calendar.ts'
import { localeOf } from '#lib/door/locale.ts'
import type { Call } from '#lib/door/route.ts'
import { safeCell } from '#lib/report-files/safe-cell.ts'
import { logTexts } from '#lib/text/audit-log.ts'
import { logWords } from '#lib/text/log-sentence.ts'
import type { Web } from './web.ts'
import type { WebCaller } from './web-caller.ts'

const AT_ONCE = 1_000

/** GET /api/foretaget/logg: the company's log of events as CSV, what the page's search chooses, the latest first. */
export async function exportLog(web: Web, { request, response, url }: Call, { session, employer }: WebCaller): Promise<void> {
  const locale = localeOf(request)
  const { column, file } = logTexts[locale]
  const words = logWords(locale)
  const of = (name: string) => url.searchParams.get(name) ?? ''
  const filter = logFilter({ vem: of('vem'), slag: of('slag'), fran: of('fran'), till: of('till') })
  const read = (after: string | undefined) =>
    readLog({ db: web.db, actor: actorOf(session) }, { employerId: employer.employerId, filter, after, most: AT_ONCE })
  let page = await read(undefined)
  response.writeHead(200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="${file}.csv"`,
    'Cache-Control': 'private, no-store',
  })
  if (request.method === 'HEAD') return void response.end()
  // With a byte order mark Excel reads UTF-8.
  response.write(
    `\uFEFF${lineOf([column.at, column.who, column.what, column.about, column.action, column.detail, column.number])}`,
  )
  for (;;) {
    const lines = page.entries.map((entry) => lineOf(cellsOf(entry, words)))
    if (!response.write(lines.join('')) && !response.destroyed)
      await Promise.race([once(response, 'drain'), once(response, 'close')])
    if (page.next === undefined || response.destroyed) break
    page = await read(page.next)
  }
  response.end()
}

function cellsOf({ seq, at, action, by, about, detail }: LogEntry, { who, what }: ReturnType<typeof logWords>): string[] {
  const told = Object.entries(detail).map(([name, value]) => `${name}=${value}`)
  return [stockholmTime(at), who(by), what(action, detail), about, action, told.join(' '), String(seq)]
}

const lineOf = (cells: readonly string[]): string => `${cells.map(safeCell).join(';')}\r\n`
