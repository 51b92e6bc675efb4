// A route of the gateway: what lib/door runs, with what openapi.json says of it; tests compare answers with that.
import type { Form } from '#lib/door/reply.ts'
import type { Route } from '#lib/door/route.ts'
import type { GatewayTextKey } from '#lib/text/gateway.ts'
import type { Caller, Gateway } from './gateway.ts'
import type { JsonSchema, ShapeName } from './shapes.ts'

/** What a handler gets, for each word of `asks` that the gateway knows. `nobody`: any certificate, or none. */
export type GatewayAskers = { caller: Caller; nobody: undefined }

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
  parameters?: readonly Parameter[]
  body?: Body
  /** Besides these, every call may be answered by EVERYWHERE. */
  answers: Readonly<Record<number, RouteAnswer>>
}

export type GatewayRoute = RouteDescription & Route<Gateway, GatewayAskers>

/** An answer that is a problem document. */
export const problem = (text: GatewayTextKey<'answers'>): RouteAnswer => ({ text, shape: 'problem', forms: ['xml', 'json'] })

/** Answers that every route may give. */
export const EVERYWHERE: Readonly<Record<number, RouteAnswer>> = {
  400: problem('invalid'),
  403: problem('notAllowed'),
  417: problem('expectation'),
  500: problem('fault'),
  503: { ...problem('unavailable'), headers: ['Retry-After'] },
}
