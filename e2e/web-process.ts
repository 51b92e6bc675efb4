// The portal's listener without pages as a process of its own, for what must be seen from outside: kill -9, a full disk,
// memory and CPU. Real listener, loop, check, store and database; only Next is not loaded. `node e2e/web-process.ts [pem]`:
// with a certificate it speaks TLS.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { openDb } from '#lib/db.ts'
import { webEnv } from '#lib/env.ts'
import { stopOnSignal } from '#lib/http/stop-on-signal.ts'
import { noUploads } from '#lib/http/tus/uploader.ts'
import { UploadGate } from '#lib/intake/upload-gate.ts'
import { openLog } from '#lib/log.ts'
import { answerOn, createListener, SERVER_OPTIONS } from '#lib/web/create-listener.ts'
import { tend } from '#lib/web/tend.ts'
import type { Web } from '#lib/web/web.ts'

export type Usage = {
  cpuMs: number
  peakMb: number
  nowMb: number
  /** In the last upload: from when the process had read the last byte to when its answer was out. */
  afterLastReadMs: number
}

const env = webEnv()
const web: Web = {
  db: openDb(env.DATABASE_URL),
  env,
  log: openLog({ process: 'web', instance: env.INSTANCE, level: env.LOG_LEVEL }),
  pages: async (_request, response) => {
    response.writeHead(404).end()
  },
  gate: new UploadGate(),
  uploads: noUploads(),
  testPersons: undefined,
}
const [pemFile] = process.argv.slice(2)
const pem = pemFile && readFileSync(pemFile)
const server = pem ? answerOn(createServer({ ...SERVER_OPTIONS, key: pem, cert: pem }), web) : createListener(web)
let afterLastReadMs = 0
server.on('request', (request, response) => {
  let read = 0
  request.once('end', () => {
    read = performance.now()
  })
  response.once('finish', () => {
    afterLastReadMs = performance.now() - read
  })
})
process.on('message', () => {
  const { user, system } = process.cpuUsage()
  const usage: Usage = {
    cpuMs: (user + system) / 1000,
    peakMb: process.resourceUsage().maxRSS / 1024,
    nowMb: process.memoryUsage().rss / 1024 ** 2,
    afterLastReadMs,
  }
  process.send?.(usage)
})
process.on('disconnect', () => process.exit(0))
stopOnSignal(web, server, tend(web))
server.listen(env.PORT, env.HOST, () => process.send?.('ready'))
