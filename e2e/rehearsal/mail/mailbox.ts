// A real mail server on loopback that keeps what it gets, one .eml a file: for the local environment and the tests.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'

/** `refuse…` is for good, `busy` for a while; `hang` says nothing more, `take-silently` not even that it has the mail. */
export const MAIL_BEHAVIOURS = ['take', 'take-silently', 'refuse', 'refuse-mail', 'refuse-sender', 'busy', 'hang'] as const
export type MailBehaviour = (typeof MAIL_BEHAVIOURS)[number]

export type Mailbox = {
  url: string
  /** Whole mails as they came, oldest first. */
  mails: () => string[]
  /** Their files' names, oldest first, and one by its name. */
  names: () => string[]
  read: (name: string) => string | undefined
  behaviour: () => MailBehaviour
  /** What the server answers from now on: takes mails, or turns away the recipient, the mail or the sender. */
  behave: (how: MailBehaviour) => void
  stop: () => Promise<void>
}

export async function startMailbox({ dir, port = 0 }: { dir: string; port?: number }): Promise<Mailbox> {
  mkdirSync(dir, { recursive: true })
  let how: MailBehaviour = 'take'
  let count = readdirSync(dir).length
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onMailFrom(_address, _session, done) {
      done(how === 'refuse-sender' ? refusal(530) : undefined)
    },
    closeTimeout: CLOSE_MS,
    onRcptTo(_address, _session, done) {
      if (how === 'hang') return
      done(how === 'refuse' ? refusal(550) : how === 'busy' ? refusal(451) : undefined)
    },
    onData(stream, _session, done) {
      if (how === 'refuse-mail') {
        stream.resume()
        stream.on('end', () => done(refusal(554)))
        return
      }
      buffer(stream).then((mail) => {
        const name = `${new Date().toISOString().replaceAll(':', '.')}-${String(++count).padStart(4, '0')}.eml`
        writeFileSync(join(dir, `.${name}`), mail)
        renameSync(join(dir, `.${name}`), join(dir, name))
        if (how !== 'take-silently') done()
      }, done)
    },
  })
  const listening = await new Promise<number>((resolve, reject) => {
    server.on('error', reject)
    const { server: net } = server
    server.listen(port, '127.0.0.1', () => {
      const address = net.address()
      resolve(address && typeof address === 'object' ? address.port : port)
    })
  })
  const names = () =>
    readdirSync(dir)
      .filter((name) => name.endsWith('.eml') && !name.startsWith('.'))
      .sort()
  return {
    url: `smtp://127.0.0.1:${listening}`,
    mails: () => names().map((name) => readFileSync(join(dir, name), 'utf8')),
    names,
    // Without a look at all the names: the list reads many.
    read: (name) => (MAIL_FILE.test(name) && existsSync(join(dir, name)) ? readFileSync(join(dir, name), 'utf8') : undefined),
    behaviour: () => how,
    behave: (next) => {
      how = next
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

const MAIL_FILE = /^[\w-][\w.-]*\.eml$/

/** Connections that hang are cut when the server stops. */
const CLOSE_MS = 500

const refusal = (responseCode: number): Error => Object.assign(new Error('no'), { responseCode })
