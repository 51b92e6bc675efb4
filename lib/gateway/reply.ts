// The same names in both: XML by default, JSON by Accept (contracts: "Gateway").
import type { IncomingMessage, ServerResponse } from 'node:http'

export type Reply = { status: number; headers?: Record<string, string>; json: object; xml: string; problem?: true }

export function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers = {}, json, xml, problem }: Reply,
): void {
  const asJson = wantsJson(request)
  const body = asJson ? JSON.stringify(json) : `<?xml version="1.0" encoding="UTF-8"?>\n${xml}\n`
  // RFC 9457: a refusal has a type of its own in either form.
  const type = `application/${problem ? 'problem+' : ''}${asJson ? 'json' : 'xml'}; charset=utf-8`
  response.writeHead(status, {
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    Vary: 'Accept, Accept-Language',
    ...headers,
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}

function wantsJson({ headers }: IncomingMessage): boolean {
  const accepted = (headers.accept ?? '').toLowerCase().split(',')
  return accepted.some((type) => /^\s*application\/(problem\+)?json\s*(;|$)/.test(type))
}

export function element(name: string, content: string, attributes: Record<string, string> = {}): string {
  const written = Object.entries(attributes).map(([attribute, value]) => ` ${attribute}="${escapeXml(value)}"`)
  return `<${name}${written.join('')}>${content}</${name}>`
}

/** What XML 1.0 has no way to write is left out. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
