// The portal's listener as a process, without pages: it takes files as the shipped one does, and needs no build.
import { openDb } from '#lib/db.ts'
import { stopOnSignal } from '#lib/door/stop-on-signal.ts'
import { noUploads } from '#lib/door/tus/uploader.ts'
import { webEnv } from '#lib/env.ts'
import { UploadGate } from '#lib/intake/upload-gate.ts'
import { openKeeping } from '#lib/keeping/open-keeping.ts'
import { openLog } from '#lib/log.ts'
import { createListener } from '#lib/web/listener/create-listener.ts'
import { startHousekeeping } from '#lib/web/listener/housekeeping.ts'
import type { Web } from '#lib/web/listener/web.ts'

const env = webEnv()
const web: Web = {
  db: openDb(env.DATABASE_URL),
  env,
  keeping: openKeeping(env.KEEPER_SOCKET),
  log: openLog({ process: 'web', instance: env.INSTANCE, level: env.LOG_LEVEL }),
  pages: async (_request, response) => void response.writeHead(404).end(),
  gate: new UploadGate(),
  uploads: noUploads(),
  testPersons: undefined,
}
const server = createListener(web)
stopOnSignal(web, server, startHousekeeping(web))
server.listen(env.PORT, env.HOST)
