// The portal's listener over TLS, without pages, as a process of its own: what the intake bench measures.
// It is the real listener, loop, check, store and database; only Next is not loaded.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { openDb } from '#lib/db.ts'
import { webEnv } from '#lib/env.ts'
import { openLog } from '#lib/log.ts'
import { answerOn, SERVER_OPTIONS } from '#lib/web/create-listener.ts'
import { UploadGate } from '#lib/web/upload-gate.ts'

export type Usage = {
  cpuMs: number
  peakMb: number
  nowMb: number
  /** In the last upload: from when the process had read the last byte to when its answer was out. */
  afterLastReadMs: number
}

const env = webEnv()
const pem = readFileSync(process.argv[2] ?? '')
const server = answerOn(createServer({ ...SERVER_OPTIONS, key: pem, cert: pem }), {
  db: openDb(env.DATABASE_URL),
  env,
  log: openLog({ process: 'web', instance: env.INSTANCE, level: env.LOG_LEVEL }),
  pages: async (_request, response) => {
    response.writeHead(404).end()
  },
  gate: new UploadGate(),
  testPersons: undefined,
})

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
server.listen(env.PORT, env.HOST, () => process.send?.('ready'))
