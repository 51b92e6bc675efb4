import { acknowledge, fetchDelivery, LIST_WORDS, listFiles } from './deliveries.ts'
import { FILNAMN, TJANST } from './hand-in-routes.ts'
import { type GatewayRoute, type Parameter, problem } from './route.ts'

const LISTA: Parameter = {
  name: 'lista',
  in: 'query',
  schema: { type: 'string', enum: LIST_WORDS, default: 'nya' },
  text: 'lista',
}
const KVITTERA: Parameter = { name: 'kvittera', in: 'query', required: true, schema: { const: '1' }, text: 'kvittera' }
const header = (name: 'Range' | 'If-Range', text: Parameter['text']): Parameter => ({
  name,
  in: 'header',
  schema: { type: 'string' },
  text,
})
const IF_NONE_MATCH: Parameter = { name: 'If-None-Match', in: 'header', schema: { type: 'string' }, text: 'ifNoneMatch' }

export const deliveryRoutes: readonly GatewayRoute[] = [
  {
    name: 'listFiles',
    method: 'GET',
    path: '/filoverforing/{tjanst}',
    parameters: [TJANST, LISTA, IF_NONE_MATCH],
    answers: {
      200: { text: 'files', shape: 'filer', forms: ['xml', 'json', 'text'], headers: ['ETag'] },
      304: { text: 'unchanged', headers: ['ETag'] },
      404: problem('notFound'),
    },
    asks: 'caller',
    handle: listFiles,
  },
  {
    name: 'fetchFile',
    method: 'GET',
    path: '/filoverforing/{tjanst}/{filnamn}',
    parameters: [TJANST, FILNAMN, header('Range', 'range'), header('If-Range', 'ifRange'), IF_NONE_MATCH],
    answers: {
      200: { text: 'content', forms: ['file'], headers: ['ETag'] },
      206: { text: 'partOfContent', forms: ['file'], headers: ['ETag'] },
      304: { text: 'unchanged', headers: ['ETag'] },
      404: problem('notFound'),
      416: { text: 'noSuchPart', headers: ['ETag'] },
    },
    asks: 'caller',
    handle: fetchDelivery,
  },
  {
    name: 'acknowledgeFile',
    method: 'POST',
    path: '/filoverforing/{tjanst}/{filnamn}',
    parameters: [TJANST, FILNAMN, KVITTERA],
    answers: {
      200: { text: 'acknowledged', shape: 'fil', forms: ['xml', 'json'] },
      404: problem('notFound'),
      409: problem('notFetched'),
    },
    asks: 'caller',
    handle: acknowledge,
  },
]
