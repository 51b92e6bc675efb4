import { actorOf } from '#lib/access/actor.ts'
import type { Call } from '#lib/door/route.ts'
import { writeOut } from '#lib/door/write-out.ts'
import { toEdgeOrgnr } from '#lib/identifiers.ts'
import { exportCompany } from '#lib/submissions/export-company.ts'
import { readByKeeper } from './read-by-keeper.ts'
import type { Web } from './web.ts'
import type { WebCaller } from './web-caller.ts'
import { zipOf } from './zip-of.ts'

/** GET /api/foretaget/export: what is the company's as a ZIP file, made while it goes out. */
export async function sendExport(web: Web, call: Call, { session, employer }: WebCaller): Promise<void> {
  const { request, response, now } = call
  const day = now.toISOString().slice(0, 10)
  const headers = {
    'Content-Type': 'application/zip',
    'Content-Disposition': `attachment; filename="kvittens-${toEdgeOrgnr(employer.orgnr)}-${day}.zip"`,
    'Cache-Control': 'private, no-store',
    'X-Content-Type-Options': 'nosniff',
  }
  if (request.method === 'HEAD') return void response.writeHead(200, headers).end()
  const { employerId } = employer
  await web.gate.run(employerId, async () => {
    const files = await exportCompany({ db: web.db, readOpening: readByKeeper(web), actor: actorOf(session), now }, employerId)
    await writeOut(response, { status: 200, headers, pieces: zipOf(files) }, async () => {})
  })
}
