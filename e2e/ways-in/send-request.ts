// One request over HTTP or HTTPS, with the path as it is written and redirects not followed.
import { request as overHttp } from 'node:http'
import { request as overHttps, type RequestOptions } from 'node:https'
import { text } from 'node:stream/consumers'

export type WayRequest = { method: string; path: string; headers?: Record<string, string>; body?: string }
export type WayAnswer = { status: number; headers: Record<string, string>; body: string }

/** `options`: client certificate, agent. Rejects when no answer comes. */
export function sendRequest(origin: string, sent: WayRequest, options: RequestOptions = {}): Promise<WayAnswer> {
  const { hostname, port, protocol } = new URL(origin)
  const { method, path, body } = sent
  const headers = { ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }), ...sent.headers }
  const send = protocol === 'https:' ? overHttps : overHttp
  return new Promise((resolve, reject) => {
    const request = send({ ...options, hostname, port, method, path, headers }, (response) => {
      const fields = Object.entries(response.headers).map(([name, value]) => [name, String(value)])
      const { statusCode: status = 0 } = response
      text(response).then((read) => resolve({ status, headers: Object.fromEntries(fields), body: read }), reject)
    })
    request.once('error', reject)
    request.end(body)
  })
}
