// What the rehearsal mail server got, on a page: http on 127.0.0.1, beside the SMTP port. And its behaviour, as the agency has one.
import { createServer, type Server } from 'node:http'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { clock, longDate } from '#lib/text/format-time.ts'
import { escapeXml } from '#lib/xml.ts'
import { readMail } from '../../fixtures/mails.ts'
import { MAIL_BEHAVIOURS, type Mailbox } from './mailbox.ts'

/** Mails on the list. */
const LISTED = 200
const BEHAVIOUR = z.strictObject({ mode: z.enum(MAIL_BEHAVIOURS) })

const STYLE = `
:root { color-scheme: light dark; font: 1.0625rem/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
ol { list-style: none; padding: 0; }
li { border-top: 1px solid; padding: .75rem 0; overflow-wrap: anywhere; }
li a { display: inline-block; min-height: 1.5rem; font-weight: 600; }
a:focus-visible { outline: 3px solid; outline-offset: 3px; }
pre { font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; border-top: 1px solid; padding-top: 1rem; }
.note { border-left: .25rem solid; padding-left: 1rem; }`

type Answer = { status: number; type: 'text/html' | 'application/json'; body: string }

export function createMailPage(mailbox: Mailbox): Server {
  return createServer((request, response) => {
    const [path = '/'] = (request.url ?? '/').split('?')
    text(request).then(
      (asked) => {
        const { status, type, body } = answer(mailbox, `${request.method} ${path}`, asked)
        response.writeHead(status, {
          'content-type': `${type}; charset=utf-8`,
          'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
          'cache-control': 'no-store',
        })
        response.end(body)
      },
      () => response.destroy(),
    )
  })
}

function answer(mailbox: Mailbox, call: string, body: string): Answer {
  if (call === 'GET /') return page(200, 'Mejl', listOf(mailbox), true)
  if (call === 'GET /behaviour') return json(200, { mode: mailbox.behaviour() })
  if (call === 'PUT /behaviour') return behave(mailbox, body)
  const name = /^GET \/mejl\/([\w.-]+)$/.exec(call)?.[1]
  const mail = name === undefined ? undefined : mailbox.read(name)
  if (mail !== undefined) return page(200, ...mailOf(mail))
  return page(404, 'Finns inte', '<p>Här finns inget sådant. <a href="/">Alla mejl</a></p>')
}

function behave(mailbox: Mailbox, body: string): Answer {
  try {
    mailbox.behave(BEHAVIOUR.parse(JSON.parse(body)).mode)
    return json(200, { mode: mailbox.behaviour() })
  } catch {
    return json(400, { error: `mode: ${MAIL_BEHAVIOURS.join(', ')}` })
  }
}

function listOf(mailbox: Mailbox): string {
  const names = mailbox.names().toReversed()
  if (names.length === 0) return '<p>Inga mejl än.</p>'
  const rows = names.slice(0, LISTED).map((name) => {
    const mail = mailbox.read(name) ?? ''
    const { to, subject } = readMail(mail)
    return `<li><a href="/mejl/${name}">${escapeXml(subject || '(utan ämne)')}</a><br>${escapeXml(timeOf(mail))}, till ${escapeXml(to)}</li>`
  })
  const rest = names.length > LISTED ? `<p>De ${LISTED} senaste av ${names.length}.</p>` : ''
  return `${rest}<ol>${rows.join('\n')}</ol>`
}

function mailOf(mail: string): [string, string] {
  const { to, subject, text: said, messageId } = readMail(mail)
  const linked = escapeXml(said).replace(/https?:\/\/[^\s<>"]+/g, (link) => `<a href="${link}">${link}</a>`)
  const head = `<p>${escapeXml(timeOf(mail))}, till ${escapeXml(to)}<br>Message-ID: ${escapeXml(messageId)}</p>`
  return [subject || '(utan ämne)', `${head}<pre>${linked}</pre><p><a href="/">Alla mejl</a></p>`]
}

/** As the sender wrote it, in Swedish time. */
function timeOf(mail: string): string {
  const at = new Date(/^Date: (.*)$/im.exec(mail)?.[1] ?? '')
  return Number.isNaN(at.getTime()) ? '' : `kl. ${clock(at, 'sv')} den ${longDate(at, 'sv')}`
}

const json = (status: number, value: unknown): Answer => ({ status, type: 'application/json', body: JSON.stringify(value) })

function page(status: number, title: string, body: string, isFollowed = false): Answer {
  const refresh = isFollowed ? '<meta http-equiv="refresh" content="10">' : ''
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeXml(title)}</title>${refresh}`
  return {
    status,
    type: 'text/html',
    body: `<!doctype html>
<html lang="sv">
<head>${head}<style>${STYLE}</style></head>
<body><main><h1>${escapeXml(title)}</h1>
<p class="note">Det här är en testserver för e-post. Inget skickas till någon.</p>
${body}
</main></body>
</html>`,
  }
}
