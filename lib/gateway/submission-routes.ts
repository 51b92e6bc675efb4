import { STATUS_WORDS } from '#lib/submissions/status.ts'
import { type GatewayRoute, type Parameter, problem } from './route.ts'
import { MOST_LISTED, sendSubmissionList, sendSubmissionReceipt, withdrawByReference } from './submissions.ts'

const REFERENS: Parameter = { name: 'referens', in: 'path', required: true, schema: { type: 'string' }, text: 'referens' }
const IF_NONE_MATCH: Parameter = { name: 'If-None-Match', in: 'header', schema: { type: 'string' }, text: 'ifNoneMatch' }
const BOTH = ['xml', 'json'] as const

export const submissionRoutes: readonly GatewayRoute[] = [
  {
    name: 'listReceipts',
    method: 'GET',
    path: '/kvittenser',
    parameters: [
      { name: 'antal', in: 'query', schema: { type: 'integer', minimum: 1, maximum: MOST_LISTED, default: 50 }, text: 'antal' },
      { name: 'efter', in: 'query', schema: { type: 'string' }, text: 'efter' },
      { name: 'status', in: 'query', schema: { type: 'string', enum: STATUS_WORDS }, text: 'status' },
      IF_NONE_MATCH,
    ],
    answers: {
      200: { text: 'receipts', shape: 'kvittenser', forms: BOTH, headers: ['ETag'] },
      304: { text: 'unchanged', headers: ['ETag'] },
    },
    asks: 'caller',
    handle: sendSubmissionList,
  },
  {
    name: 'showReceipt',
    method: 'GET',
    path: '/kvittenser/{referens}',
    parameters: [REFERENS, IF_NONE_MATCH],
    answers: {
      200: { text: 'receipt', shape: 'kvittens', forms: BOTH, headers: ['ETag'] },
      304: { text: 'unchanged', headers: ['ETag'] },
      404: problem('notFound'),
    },
    asks: 'caller',
    handle: sendSubmissionReceipt,
  },
  {
    name: 'withdraw',
    method: 'POST',
    path: '/kvittenser/{referens}',
    parameters: [REFERENS, { name: 'aterkalla', in: 'query', required: true, schema: { const: '1' }, text: 'aterkalla' }],
    answers: {
      200: { text: 'receipt', shape: 'kvittens', forms: BOTH, headers: ['Location'] },
      404: problem('notFound'),
      409: problem('alreadySent'),
    },
    asks: 'caller',
    handle: withdrawByReference,
  },
]
