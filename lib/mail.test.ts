// What mail servers may do, over real connections: odd ones speak for themselves here, as no library's server does.
import { createServer, type Server, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { type Mailer, openMailer } from './mail.ts'

type Speak = (say: (line: string) => void, line: string, socket: Socket) => void

let server: Server | undefined
let mailer: Mailer | undefined
const sockets = new Set<Socket>()
afterEach(async () => {
  mailer?.close()
  for (const socket of sockets) socket.destroy()
  sockets.clear()
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)))
})

/** A server that answers each line as `answers` says by its first word; 250 else. */
async function mailTo(answers: Record<string, string>, { greeting = '220 x', sendMs = 5_000, to = 'anna@exempel.test' } = {}) {
  const speak: Speak = (say, line, socket) => {
    const word = line.split(/[ :]/)[0]?.toUpperCase() ?? ''
    const answer = answers[word] ?? { EHLO: '250 x', DATA: '354 go on', QUIT: '221 bye' }[word] ?? '250 ok'
    if (answer !== 'DRIP') return say(answer)
    const timer = setInterval(() => socket.write('250-still\r\n'), 20)
    socket.on('close', () => clearInterval(timer))
  }
  server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.write(`${greeting}\r\n`)
    let [rest, isBody] = ['', false]
    socket.on('data', (chunk) => {
      rest += chunk.toString('latin1')
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end)
        rest = rest.slice(end + 2)
        if (isBody && line !== '.') continue
        const wasBody = isBody
        isBody = !wasBody && line === 'DATA' && !answers.DATA
        speak((text) => socket.write(`${text}\r\n`), wasBody ? 'END' : line, socket)
      }
    })
  })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = address && typeof address === 'object' ? address.port : 0
  mailer = openMailer({ url: `smtp://127.0.0.1:${port}`, from: 'kvittens@exempel.test', sendMs })
  return mailer.send({ to, subject: 'x', text: 'x', messageId: '<1@exempel.test>' })
}

test.each<[string, Parameters<typeof mailTo>[0], Parameters<typeof mailTo>[1], object]>([
  ['takes it', {}, {}, { kind: 'sent' }],
  ['is full at the greeting', {}, { greeting: '421 later' }, { kind: 'failed', code: 'smtp-421' }],
  ['refuses us at the greeting', {}, { greeting: '554 no' }, { kind: 'failed', code: 'smtp-554' }],
  ['knows us not yet', { RCPT: '450 4.7.1 greylisted' }, {}, { kind: 'failed', code: 'smtp-450' }],
  ['refuses the address', { RCPT: '550 5.1.1 no such user' }, {}, { kind: 'refused', code: 'smtp-550', what: 'address' }],
  ['refuses the mail before it', { DATA: '554 5.7.1 no' }, {}, { kind: 'refused', code: 'smtp-554', what: 'mail' }],
  ['is busy before the mail', { DATA: '451 later' }, {}, { kind: 'failed', code: 'smtp-451' }],
  ['refuses the mail after it', { END: '554 5.7.1 no' }, {}, { kind: 'refused', code: 'smtp-554', what: 'mail' }],
  ['refuses the sender', { MAIL: '550 no' }, {}, { kind: 'failed', code: 'smtp-550' }],
  [
    'cannot read the name',
    { RCPT: '501 5.1.3 bad' },
    { to: 'lön@exempel.test' },
    { kind: 'refused', code: 'smtp-utf8', what: 'address' },
  ],
  [
    'takes no such names',
    { EHLO: '250-x\r\n250 SMTPUTF8', RCPT: '553 5.6.7 no' },
    { to: 'lön@exempel.test' },
    { kind: 'refused', code: 'smtp-utf8', what: 'address' },
  ],
  ['goes on and on', { RCPT: 'DRIP' }, { sendMs: 300 }, { kind: 'failed', code: 'timeout' }],
  ['never ends its answer to the mail', { END: 'DRIP' }, { sendMs: 300 }, { kind: 'failed', code: 'timeout' }],
])('a mail server that %s', async (_, answers, more, outcome) => {
  expect(await mailTo(answers, more)).toEqual(outcome)
})

test('closed, it cuts off what is under way', async () => {
  const sending = mailTo({ RCPT: 'DRIP' })
  await expect.poll(() => sockets.size).toBe(1)
  mailer?.close()
  expect(await sending).toEqual({ kind: 'failed', code: 'aborted' })
})
