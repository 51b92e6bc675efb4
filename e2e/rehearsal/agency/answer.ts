import type { ServerResponse } from 'node:http'

export type Fault = { status: number; code: string; text: string }

export function answerXml(response: ServerResponse, status: number, xml: string, headers: Record<string, string> = {}): void {
  const body = Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${xml}\n`)
  response.writeHead(status, { 'content-type': 'application/xml; charset=utf-8', 'content-length': body.length, ...headers })
  response.end(body)
}

export function answerFault(response: ServerResponse, { status, code, text }: Fault, headers: Record<string, string> = {}): void {
  answerXml(response, status, `<fel kod="${escapeXml(code)}">${escapeXml(text)}</fel>`, headers)
}

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
