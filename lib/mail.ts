// Sends mails over SMTP. They say that something has happened and where to look: no content, no personnummer.
import { createTransport } from 'nodemailer'

export type Mail = { to: string; subject: string; text: string; messageId: string }

/** `refused`: for good (5xx about the mail or its recipient). `failed`: may succeed later. `code` is a stable word. */
export type MailOutcome = { kind: 'sent' } | { kind: 'refused'; code: string } | { kind: 'failed'; code: string }

export type Mailer = { send: (mail: Mail) => Promise<MailOutcome>; close: () => void }

const TIMEOUT_MS = 20_000
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * `url` is smtp://user:password@host:port or smtps://…, `from` an address. With smtp:// the connection must turn to TLS
 * (STARTTLS), but for a mail server on this machine.
 */
export function openMailer({ url, from }: { url: string; from: string }): Mailer {
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
    socketTimeout: TIMEOUT_MS,
    // Mails hold our own text alone: nothing is read from files or fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send({ to, subject, text, messageId }) {
      // Keeps automatic replies away (RFC 3834).
      const headers = { 'Auto-Submitted': 'auto-generated' }
      try {
        await transport.sendMail({ from, to: [{ name: '', address: to }], subject, text, messageId, headers })
        return { kind: 'sent' }
      } catch (error) {
        return whyNot(error)
      }
    },
    close: () => transport.close(),
  }
}

function whyNot(error: unknown): MailOutcome {
  const { responseCode, code } = (error instanceof Error ? error : {}) as { responseCode?: number; code?: string }
  if (responseCode === undefined) return { kind: 'failed', code: (code ?? 'unknown').toLowerCase() }
  // 5xx about the recipient or the mail is final; about login or TLS our set-up is wrong.
  const isFinal = responseCode >= 500 && (code === 'EENVELOPE' || code === 'EMESSAGE')
  return { kind: isFinal ? 'refused' : 'failed', code: `smtp-${responseCode}` }
}
