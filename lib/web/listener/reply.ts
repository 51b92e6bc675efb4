import type { ServerResponse } from 'node:http'

/** Nobody keeps a copy of what the portal says about a person's or a company's affairs. */
export function sendJson(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  const text = JSON.stringify(body)
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    ...headers,
  })
  response.end(text)
}

/** 303: the browser fetches the page that tells how it went, and a reload sends nothing again. */
export function sendSeeOther(response: ServerResponse, location: string): void {
  response.writeHead(303, { Location: location, 'Content-Length': 0, 'Cache-Control': 'no-store' })
  response.end()
}
