import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { type LogFields, openLog } from './log.ts'

function logged() {
  const lines: Record<string, unknown>[] = []
  const to = new Writable({
    write(chunk, _encoding, done) {
      lines.push(JSON.parse(String(chunk)))
      done()
    },
  })
  return { lines, log: openLog({ process: 'web', instance: 'w1', level: 'info', to }) }
}

test('only fields on the list are written, whatever the caller passes', () => {
  const { log, lines } = logged()
  const fields = { submissionId: 'abc', fileName: 'Anna Andersson.xml', body: Buffer.from('x') } as LogFields
  log.info('submission.submitted', fields)
  expect(lines[0]).toMatchObject({
    level: 'info',
    process: 'web',
    instance: 'w1',
    msg: 'submission.submitted',
    submissionId: 'abc',
  })
  expect(JSON.stringify(lines)).not.toContain('Andersson')
})

test('a fault is written with the id that the person is shown, where it happened, and no personnummer', () => {
  const { log, lines } = logged()
  const id = log.fault('bug', new Error('no row for 19121212-1212 (or 191212121212)\nfileName: "Anna.xml"'), { route: '/api/x' })
  expect(id).toMatch(/^[0-9A-F]{10}$/)
  expect(lines[0]).toMatchObject({ errorId: id, route: '/api/x', error: { name: 'Error', message: 'no row for … (or …)' } })
  expect(JSON.stringify(lines)).not.toMatch(/1212|Anna/)
})

test('a process whose log nobody reads any more ends when it is told to', async () => {
  const program = `
    import { openLog } from ${JSON.stringify(join(import.meta.dirname, 'log.ts'))}
    const log = openLog({ process: 'web', instance: 'w1', level: 'info' })
    process.once('SIGTERM', () => {
      log.info('stopping')
      log.fault('still-stopping', new Error('x'))
      process.exit(0)
    })
    process.stdin.resume()
    log.info('started')`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['pipe', 'pipe', 'ignore'] })
  await once(child.stdout, 'data')
  child.stdout.destroy()
  await once(child.stdout, 'close')
  child.kill('SIGTERM')
  const ended = once(child, 'exit').then(([code]) => code)
  const hangs = sleep(10_000, 'hangs', { ref: false })
  const how = await Promise.race([ended, hangs])
  child.kill('SIGKILL')
  expect(how).toBe(0)
})
