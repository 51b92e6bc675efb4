// The web process: starts the listener (lib/web/listener) with Next behind it, and housekeeping.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join, resolve } from 'node:path'
import next from 'next'
import { stopOnSignal } from '#lib/door/stop-on-signal.ts'
import { noUploads } from '#lib/door/tus/uploader.ts'
import { watchEnds } from '#lib/door/watch-ends.ts'
import { tellNext, type WebEnv, webEnv } from '#lib/env.ts'
import { UploadGate } from '#lib/intake/upload-gate.ts'
import { openKeeping } from '#lib/keeping/open-keeping.ts'
import { openLog } from '#lib/log.ts'
import { exitWithoutPort } from '#lib/probe.ts'
import { loadTestPersons } from '#lib/services/test-persons.ts'
import { openBuiltFiles } from '#lib/web/listener/built-files.ts'
import { createListener } from '#lib/web/listener/create-listener.ts'
import { startHousekeeping } from '#lib/web/listener/housekeeping.ts'
import type { Pages, Web } from '#lib/web/listener/web.ts'
import { webDb } from '#lib/web/pages/db.ts'

const ROOT = resolve(import.meta.dirname, '../..')

const env = webEnv()
const log = openLog({ process: 'web', instance: env.INSTANCE, level: env.LOG_LEVEL })
const web: Web = {
  db: webDb(),
  env,
  log,
  keeping: openKeeping(env.KEEPER_SOCKET),
  pages: await pages(env),
  gate: new UploadGate(),
  uploads: noUploads(),
  testPersons: await loadTestPersons(env.MILJO),
}
const server = createListener(web)
const stopBackground = startHousekeeping(web)
const stopWatch = watchEnds(server, { url: env.DATABASE_URL, log })
stopOnSignal(web, server, async () => void (await Promise.all([stopBackground(), stopWatch()])))
exitWithoutPort(server, env.PORT, log)
server.listen(env.PORT, env.HOST, () => log.info('listening', { port: env.PORT }))

async function pages({ HOST, PORT }: WebEnv): Promise<Pages> {
  // Next attaches its upgrade handler to the server it is given: this one never listens, so no upgrade reaches it.
  const unused = createServer()
  tellNext(readFileSync(join(ROOT, '.next/required-server-files.json'), 'utf8'))
  // Quiet: Next would print errors unredacted; instrumentation.ts logs them.
  const app = next({
    dev: false,
    quiet: true,
    dir: ROOT,
    hostname: HOST,
    port: PORT,
    httpServer: unused,
  })
  await app.prepare()
  const builtFiles = openBuiltFiles(join(ROOT, '.next/static'))
  const answer = app.getRequestHandler()
  return async (request, response) => {
    if (!builtFiles(request, response)) await answer(request, response)
  }
}
