// The process that people meet.
import { createServer } from 'node:http'
import { resolve } from 'node:path'
import next from 'next'
import { stopOnSignal } from '#lib/door/stop-on-signal.ts'
import { noUploads } from '#lib/door/tus/uploader.ts'
import { type WebEnv, webEnv } from '#lib/env.ts'
import { UploadGate } from '#lib/intake/upload-gate.ts'
import { openLog } from '#lib/log.ts'
import { loadTestPersons } from '#lib/services/test-persons.ts'
import { readAgeKeys } from '#lib/store/read-age-keys.ts'
import { createListener } from '#lib/web/listener/create-listener.ts'
import { startHousekeeping } from '#lib/web/listener/housekeeping.ts'
import type { Pages, Web } from '#lib/web/listener/web.ts'
import { webDb } from '#lib/web/pages/db.ts'

const env = webEnv()
// A key that is missing is said now, not when the first file is opened.
if (env.DELIVERY_IDENTITY) readAgeKeys(env.DELIVERY_IDENTITY)
const log = openLog({ process: 'web', instance: env.INSTANCE, level: env.LOG_LEVEL })
const web: Web = {
  db: webDb(),
  env,
  log,
  pages: await pages(env),
  gate: new UploadGate(),
  uploads: noUploads(),
  testPersons: await loadTestPersons(env.MILJO),
}
const server = createListener(web)
const stopTending = startHousekeeping(web)
stopOnSignal(web, server, stopTending)
server.listen(env.PORT, env.HOST, () => log.info('listening', { port: env.PORT }))

async function pages({ HOST, PORT }: WebEnv): Promise<Pages> {
  // Next hangs its upgrade handler on the server it is told of: this one never listens, so no upgrade reaches it.
  const deaf = createServer()
  // Quiet: Next would print an error as it is; instrumentation.ts writes down what our log may hold.
  const app = next({
    dev: false,
    quiet: true,
    dir: resolve(import.meta.dirname, '../..'),
    hostname: HOST,
    port: PORT,
    httpServer: deaf,
  })
  await app.prepare()
  return app.getRequestHandler()
}
