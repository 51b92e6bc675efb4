// A route as data: the server runs it, openapi.json describes it, and tests compare answers with it.
import type { GatewayTextKey } from '#lib/text/gateway.ts'
import type { Caller, Gateway, GatewayCall } from './gateway.ts'
import type { JsonSchema, ShapeName } from './shapes.ts'

export type Method = 'GET' | 'PUT' | 'POST' | 'DELETE' | 'PATCH'

/** The forms an answer may have; `Accept` chooses. `file`: the bytes as they are. */
export type Form = 'xml' | 'json' | 'text' | 'file'

export type Parameter = {
  name: string
  in: 'path' | 'query' | 'header'
  required?: true
  schema: JsonSchema
  /** Key of its description in lib/text/gateway. */
  text: GatewayTextKey<'parameters'>
}

export type RouteAnswer = {
  text: GatewayTextKey<'answers'>
  /** `problem` is sent as problem+json or problem+xml. Absent: an answer without a body. */
  shape?: ShapeName
  forms?: readonly Form[]
  /** Header fields that always come with it. */
  headers?: readonly ('Location' | 'Retry-After' | 'ETag' | 'Allow')[]
}

/** The request body. */
export type Body = { types: readonly string[]; required: boolean }

type RouteDescription = {
  /** operationId, and the key of its text in lib/text/gateway. */
  name: GatewayTextKey<'routes'>
  method: Method
  /** `/filoverforing/{tjanst}`; a place holds one segment. */
  path: string
  parameters?: readonly Parameter[]
  body?: Body
  /** Besides these, every call may be answered by EVERYWHERE. */
  answers: Readonly<Record<number, RouteAnswer>>
}

/** `caller`: requireCaller runs first. `nobody`: any certificate, or none. */
export type GatewayRoute = RouteDescription &
  (
    | { asks: 'caller'; handle: (gateway: Gateway, call: GatewayCall, caller: Caller) => Promise<void> }
    | { asks: 'nobody'; handle: (gateway: Gateway, call: GatewayCall) => Promise<void> }
  )

/** An answer that is a problem document. */
export const problem = (text: GatewayTextKey<'answers'>): RouteAnswer => ({ text, shape: 'problem', forms: ['xml', 'json'] })

/** Answers that every route may give. */
export const EVERYWHERE: Readonly<Record<number, RouteAnswer>> = {
  400: problem('invalid'),
  403: problem('notAllowed'),
  500: problem('fault'),
  503: { ...problem('unavailable'), headers: ['Retry-After'] },
}
