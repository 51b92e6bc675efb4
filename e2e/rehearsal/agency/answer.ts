import type { ServerResponse } from 'node:http'
import { element, escapeXml, prologLines } from '#lib/xml.ts'

export type Fault = { status: number; code: string; text: string }

export function answerXml(response: ServerResponse, status: number, xml: string, headers: Record<string, string> = {}): void {
  const body = Buffer.from(`${[...prologLines(), xml].join('\n')}\n`)
  response.writeHead(status, { 'content-type': 'application/xml; charset=utf-8', 'content-length': body.length, ...headers })
  response.end(body)
}

export function answerFault(response: ServerResponse, { status, code, text }: Fault, headers: Record<string, string> = {}): void {
  answerXml(response, status, element('fel', escapeXml(text), { kod: code }), headers)
}
