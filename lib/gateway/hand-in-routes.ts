import { LIMITS } from '#lib/limits.ts'
import { postFile, putFile } from './hand-in.ts'
import { type GatewayRoute, type Parameter, problem, type RouteAnswer } from './route.ts'

export const TJANST: Parameter = { name: 'tjanst', in: 'path', required: true, schema: { type: 'string' }, text: 'tjanst' }
export const FILNAMN: Parameter = { name: 'filnamn', in: 'path', required: true, schema: { type: 'string' }, text: 'filnamn' }
const TEST: Parameter = { name: 'test', in: 'query', schema: { type: 'string', enum: ['0', '1'] }, text: 'test' }
const X_FILNAMN: Parameter = { name: 'X-Filnamn', in: 'header', schema: { type: 'string' }, text: 'fileName' }

export const X_ERSATTER: Parameter = { name: 'X-Ersatter', in: 'header', schema: { type: 'string' }, text: 'replaces' }

const HEADERS: readonly Parameter[] = [
  {
    name: 'Idempotency-Key',
    in: 'header',
    schema: { type: 'string', pattern: `^[!-~]{1,${LIMITS.idempotencyKeyCharacters}}$` },
    text: 'idempotencyKey',
  },
  { name: 'Content-Digest', in: 'header', schema: { type: 'string' }, text: 'contentDigest' },
  { name: 'Repr-Digest', in: 'header', schema: { type: 'string' }, text: 'reprDigest' },
  X_ERSATTER,
  { name: 'X-Sha256', in: 'header', schema: { type: 'string', pattern: '^[0-9A-Fa-f]{64}$' }, text: 'sha256' },
]

const BOTH = ['xml', 'json'] as const
const ANSWERS: Readonly<Record<number, RouteAnswer>> = {
  200: { text: 'testedOrDuplicate', shape: 'svar', forms: BOTH },
  202: { text: 'accepted', shape: 'kvittens', forms: BOTH, headers: ['Location'] },
  404: problem('notFound'),
  409: problem('replaceConflict'),
  413: problem('tooLarge'),
  415: problem('unsupported'),
  422: { text: 'stopped', shape: 'avslag', forms: BOTH },
}

export const handInRoutes: readonly GatewayRoute[] = [
  {
    name: 'putFile',
    method: 'PUT',
    path: '/filoverforing/{tjanst}/{filnamn}',
    parameters: [TJANST, FILNAMN, TEST, ...HEADERS],
    body: { types: ['application/octet-stream', 'application/xml', 'text/plain'], required: true },
    answers: ANSWERS,
    asks: 'caller',
    handle: putFile,
  },
  {
    name: 'postFile',
    method: 'POST',
    path: '/filoverforing/{tjanst}',
    parameters: [TJANST, TEST, X_FILNAMN, ...HEADERS],
    body: { types: ['application/octet-stream', 'application/xml', 'text/plain', 'multipart/form-data'], required: true },
    answers: ANSWERS,
    asks: 'caller',
    handle: postFile,
  },
]
