// Sends mails over SMTP. They say that something has happened and where to look: no content, no personnummer.
import { createTransport } from 'nodemailer'

export type Mail = { to: string; subject: string; text: string; messageId: string }

/**
 * `refused`: for good (5xx), the address or this mail. `failed`: may succeed later. `code` is a stable word: `smtp-550`, or
 * `smtp-utf8` where an address with letters beyond ASCII before the @ is refused.
 */
export type MailOutcome =
  | { kind: 'sent' }
  | { kind: 'refused'; code: string; what: 'address' | 'mail' }
  | { kind: 'failed'; code: string }

/** `close` cuts off what is under way. */
export type Mailer = { send: (mail: Mail) => Promise<MailOutcome>; close: () => void }

const TIMEOUT_MS = 20_000
/** Of one mail in all. Servers may look into a mail for a while before they say that they have it; who hangs up then sends it twice. */
export const LONGEST_SEND_MS = 100_000
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * `url` is smtp://user:password@host:port or smtps://…, `from` an address. With smtp:// the connection must turn to TLS
 * (STARTTLS), but for a mail server on this machine.
 */
export function openMailer({ url, from, sendMs = LONGEST_SEND_MS }: { url: string; from: string; sendMs?: number }): Mailer {
  const { protocol, hostname, port, username, password } = new URL(url)
  const secure = protocol === 'smtps:'
  const transport = createTransport({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (secure ? 465 : 587),
    secure,
    requireTLS: !secure && !LOOPBACK.has(hostname),
    ...(username && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: sendMs,
    // Mails hold our own text alone: nothing is read from files or fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const closed = new AbortController()
  return {
    async send({ to, subject, text, messageId }) {
      // Keeps automatic replies away (RFC 3834).
      const headers = { 'Auto-Submitted': 'auto-generated' }
      const signal = AbortSignal.any([closed.signal, AbortSignal.timeout(sendMs)])
      try {
        await transport.sendMail({ from, to: [{ name: '', address: to }], subject, text, messageId, headers, signal })
        return { kind: 'sent' }
      } catch (error) {
        if (signal.aborted) return { kind: 'failed', code: closed.signal.aborted ? 'aborted' : 'timeout' }
        return whyNot(error, to)
      }
    },
    close() {
      closed.abort()
      transport.close()
    },
  }
}

function whyNot(error: unknown, to: string): MailOutcome {
  const { responseCode, code, command } = (error instanceof Error ? error : {}) as SmtpFault
  if (responseCode === undefined) return { kind: 'failed', code: (code ?? 'unknown').toLowerCase() }
  const word = `smtp-${responseCode}`
  if (responseCode < 500) return { kind: 'failed', code: word }
  if (code === 'EENVELOPE' && command === 'RCPT TO') {
    const isPlain = /^[\x21-\x7e]+@/.test(to)
    return { kind: 'refused', code: isPlain ? word : 'smtp-utf8', what: 'address' }
  }
  // 5xx to the mail itself, before or after it, is final; to our login, sender or TLS it is our set-up, which somebody mends.
  return code === 'EMESSAGE' || command === 'DATA'
    ? { kind: 'refused', code: word, what: 'mail' }
    : { kind: 'failed', code: word }
}

type SmtpFault = { responseCode?: number; code?: string; command?: string }
