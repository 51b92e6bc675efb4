import { actorOf } from '#lib/access/actor.ts'
import { localeOf } from '#lib/door/locale.ts'
import type { Call } from '#lib/door/route.ts'
import { writeOut } from '#lib/door/write-out.ts'
import { AppError } from '#lib/errors.ts'
import { exportReceipts } from '#lib/submissions/export-receipts.ts'
import type { Web } from '../web.ts'
import type { WebCaller } from '../web-caller.ts'
import { zipOf } from '../zip-of.ts'
import { archiveFiles } from './archive-files.ts'

/** GET /api/inlamningar/arkiv?ar=2026: a year's receipts as a ZIP file, made while it goes out. Refuses (`invalid`, `year`) what is no year. */
export async function sendArchive(web: Web, call: Call, { session, employer }: WebCaller): Promise<void> {
  const { request, response, now, url } = call
  const written = url.searchParams.get('ar') ?? ''
  if (!/^20\d\d$/.test(written)) throw new AppError('invalid', 'year')
  const headers = {
    'Content-Type': 'application/zip',
    'Content-Disposition': `attachment; filename="kvittenser-${written}.zip"`,
    'Cache-Control': 'private, no-store',
    'X-Content-Type-Options': 'nosniff',
  }
  if (request.method === 'HEAD') return void response.writeHead(200, headers).end()
  const { employerId } = employer
  await web.gate.run(employerId, async () => {
    const locale = localeOf(request)
    const context = { db: web.db, actor: actorOf(session), now }
    const { pages } = await exportReceipts(context, { employerId, year: Number(written), locale })
    const files = archiveFiles({ pages, locale, keepDays: web.env.SUBMISSION_KEEP_DAYS, now })
    await writeOut(response, { status: 200, headers, pieces: zipOf(files) }, async () => {})
  })
}
