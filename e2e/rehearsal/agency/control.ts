// The control side: http on 127.0.0.1, by which tests set the agency's behaviour and read its ledger.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import type { OutgoingFiles } from './outgoing.ts'
import type { Agency } from './receive.ts'

export function createControl(agency: Agency, outgoing: OutgoingFiles): Server {
  return createServer((request, response) => {
    answer(agency, outgoing, request, response).catch((error: Error) => {
      response.writeHead(400, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ error: error.message }))
    })
  })
}

async function answer(
  agency: Agency,
  outgoing: OutgoingFiles,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const call = `${request.method} ${request.url?.split('?')[0]}`
  const json = (status: number, value: unknown) => {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(value))
  }
  if (call === 'GET /ledger') {
    response.writeHead(200, { 'content-type': 'application/x-ndjson; charset=utf-8' })
    for (const { verdict: _, ...entry } of agency.ledger.entries()) response.write(`${JSON.stringify(entry)}\n`)
    response.end()
  } else if (call === 'GET /behaviour') json(200, agency.behaviour.current())
  else if (call === 'PUT /behaviour') {
    agency.behaviour.replace(JSON.parse(await text(request)))
    if (agency.behaviour.current().forgetIds) await agency.ledger.forgetIds()
    json(200, agency.behaviour.current())
  } else if (call === 'POST /deliveries') json(201, { id: outgoing.add(JSON.parse(await text(request))) })
  else if (call === 'GET /deliveries') json(200, outgoing.all())
  else if (call === 'POST /reset') {
    agency.ledger.reset()
    agency.behaviour.replace({})
    outgoing.reset()
    json(200, {})
  } else json(404, { error: 'no such call' })
}
