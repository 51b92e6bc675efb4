import { LIMITS } from '#lib/limits.ts'
import { X_ERSATTER } from './hand-in-routes.ts'
import { type GatewayRoute, type Parameter, problem, type RouteAnswer } from './route.ts'
import { answerGatewayUpload } from './uploads.ts'

const ID: Parameter = {
  name: 'id',
  in: 'path',
  required: true,
  schema: { type: 'string', pattern: '^[0-9a-f]{32}$' },
  text: 'uploadId',
}
const TUS: Parameter = { name: 'Tus-Resumable', in: 'header', required: true, schema: { const: '1.0.0' }, text: 'tusResumable' }
const BYTES = { type: 'integer', minimum: 0 } as const
const LENGTH: Parameter = { name: 'Upload-Length', in: 'header', required: true, schema: BYTES, text: 'uploadLength' }
const OFFSET: Parameter = { name: 'Upload-Offset', in: 'header', required: true, schema: BYTES, text: 'uploadOffset' }
const METADATA: Parameter = {
  name: 'Upload-Metadata',
  in: 'header',
  required: true,
  schema: { type: 'string' },
  text: 'uploadMetadata',
}
const KEY: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  schema: { type: 'string', pattern: `^[!-~]{1,${LIMITS.idempotencyKeyCharacters}}$` },
  text: 'idempotencyKey',
}

const PIECE = 'application/offset+octet-stream'
const BOTH = ['xml', 'json'] as const

const TAKES: Readonly<Record<number, RouteAnswer>> = {
  404: problem('notFound'),
  409: problem('uploadConflict'),
  412: { text: 'tusVersion', forms: ['text'] },
  413: problem('tooLarge'),
  415: problem('unsupported'),
  422: { text: 'stopped', shape: 'avslag', forms: BOTH },
}

export const uploadRoutes: readonly GatewayRoute[] = [
  {
    name: 'beginUpload',
    method: 'POST',
    path: '/uppladdningar',
    parameters: [TUS, LENGTH, METADATA, KEY, X_ERSATTER],
    body: { types: [PIECE], required: false },
    answers: { 201: { text: 'uploadBegun', headers: ['Location'] }, ...TAKES, 429: problem('tooManyUploads') },
    asks: 'caller',
    handle: answerGatewayUpload,
  },
  {
    name: 'showUpload',
    method: 'GET',
    path: '/uppladdningar/{id}',
    parameters: [ID],
    answers: {
      200: { text: 'receipt', shape: 'kvittens', forms: BOTH },
      404: problem('notFound'),
      409: problem('uploadUnfinished'),
      422: { text: 'stopped', shape: 'avslag', forms: BOTH },
    },
    asks: 'caller',
    handle: answerGatewayUpload,
  },
  {
    name: 'goOnWithUpload',
    method: 'PATCH',
    path: '/uppladdningar/{id}',
    parameters: [ID, TUS, OFFSET, X_ERSATTER],
    body: { types: [PIECE], required: true },
    answers: { 204: { text: 'uploadTaken' }, ...TAKES },
    asks: 'caller',
    handle: answerGatewayUpload,
  },
  {
    name: 'dropUpload',
    method: 'DELETE',
    path: '/uppladdningar/{id}',
    parameters: [ID, TUS],
    answers: {
      204: { text: 'uploadDropped' },
      404: problem('notFound'),
      409: problem('uploadConflict'),
      412: { text: 'tusVersion', forms: ['text'] },
    },
    asks: 'caller',
    handle: answerGatewayUpload,
  },
]
