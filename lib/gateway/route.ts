// A call as data: what the server runs, what openapi.json tells and what the tests hold answers against are one and the same.
import type { GatewayTextKey } from '#lib/text/gateway.ts'
import type { Caller, Gateway, GatewayCall } from './gateway.ts'
import type { JsonSchema, ShapeName } from './shapes.ts'

export type Method = 'GET' | 'PUT' | 'POST' | 'DELETE' | 'PATCH'

/** In which of its forms an answer comes; `Accept` chooses among several. `file`: the bytes as they are. */
export type Form = 'xml' | 'json' | 'text' | 'file'

export type Parameter = {
  name: string
  in: 'path' | 'query' | 'header'
  required?: true
  schema: JsonSchema
  /** What it is, in lib/text/gateway. */
  text: GatewayTextKey<'parameters'>
}

export type RouteAnswer = {
  text: GatewayTextKey<'answers'>
  /** `problem` comes as problem+json and problem+xml. Absent: an answer without a body. */
  shape?: ShapeName
  forms?: readonly Form[]
  /** Header fields that always come with it. */
  headers?: readonly ('Location' | 'Retry-After' | 'ETag' | 'Allow')[]
}

/** What a call may be sent. */
export type Body = { types: readonly string[]; required: boolean }

type RouteDescription = {
  /** operationId, and the key of its words in lib/text/gateway. */
  name: GatewayTextKey<'routes'>
  method: Method
  /** `/filoverforing/{tjanst}`; a place holds one segment. */
  path: string
  parameters?: readonly Parameter[]
  body?: Body
  /** Besides these, every call may be answered by EVERYWHERE. */
  answers: Readonly<Record<number, RouteAnswer>>
}

/** `caller`: asked of whom the certificate names before anything else. `nobody`: any certificate that TLS let in will do. */
export type GatewayRoute = RouteDescription &
  (
    | { asks: 'caller'; handle: (gateway: Gateway, call: GatewayCall, caller: Caller) => Promise<void> }
    | { asks: 'nobody'; handle: (gateway: Gateway, call: GatewayCall) => Promise<void> }
  )

/** A refusal, in words. */
export const problem = (text: GatewayTextKey<'answers'>): RouteAnswer => ({ text, shape: 'problem', forms: ['xml', 'json'] })

/** What any call may be answered. */
export const EVERYWHERE: Readonly<Record<number, RouteAnswer>> = {
  400: problem('invalid'),
  403: problem('notAllowed'),
  500: problem('fault'),
  503: { ...problem('unavailable'), headers: ['Retry-After'] },
}
