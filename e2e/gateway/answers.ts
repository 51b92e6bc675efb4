// Holds the gateway's answers against its own openapi.json: no answer that is not described, none in another shape.
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { CurlAnswer } from '../fixtures/curl.ts'
import { type Schema, xmlValue } from './xml-value.ts'

type Response = { headers?: Record<string, unknown>; content?: Record<string, { schema?: Schema }> }
type Operation = { operationId: string; responses: Record<string, Response> }
export type Document = {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}

type CheckAnswerInput = Pick<CurlAnswer, 'status' | 'headers' | 'body'> & { method: string; path: string }

/** What is wrong with an answer; undefined when it is as described. */
export function answerChecker(document: Document): (answer: CheckAnswerInput) => string | undefined {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  ajv.addSchema({ $id: 'gateway', components: document.components })
  const validators = new Map<string, ValidateFunction>()
  const follow = (ref: string): Schema => document.components.schemas[ref.split('/').at(-1) ?? ''] ?? {}

  function faultOf(value: unknown, ref: string): string | undefined {
    const validate = validators.get(ref) ?? ajv.compile({ $ref: `gateway${ref}` })
    validators.set(ref, validate)
    return validate(value) ? undefined : ajv.errorsText(validate.errors)
  }

  return ({ method, path, status, headers, body }) => {
    const type = headers['content-type']?.split(';', 1)[0] ?? ''
    const operation = find(document, method, path)
    // An unknown path or method is described nowhere, but its answer is a problem (RFC 9457) like any other refusal.
    if (!operation && ![400, 404, 405].includes(status)) return `${status} at an address that is not described`
    const response = operation?.responses[status]
    if (operation && !response) return `${status} is not described`
    for (const name of Object.keys(response?.headers ?? {})) if (!(name.toLowerCase() in headers)) return `${name} is missing`
    if (response && !response.content) return body === '' ? undefined : 'there should be no body'
    if (method === 'HEAD') return body === '' ? undefined : 'an answer to HEAD has no body'
    const schema = response ? response.content?.[type]?.schema : { $ref: '#/components/schemas/problem' }
    if (!schema) return response?.content && type in response.content ? undefined : `${type} is not described for ${status}`
    if (typeof schema.$ref !== 'string') return undefined
    try {
      return faultOf(type.endsWith('xml') ? xmlValue(body, schema, follow) : JSON.parse(body), schema.$ref)
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  }
}

function find({ paths }: Document, method: string, path: string): Operation | undefined {
  const pathname = path.split('?', 1)[0] ?? ''
  const verb = method === 'HEAD' ? 'get' : method.toLowerCase()
  // A path that ends in a slash is the folder's, not that of a file with an empty name.
  const folder = pathname.endsWith('/') ? [pathname.slice(0, -1)] : []
  for (const wanted of [...folder, pathname]) {
    for (const [template, operations] of Object.entries(paths)) {
      const pattern = new RegExp(
        `^${template
          .replace(/\{\w+\}$/, '[^/]*')
          .replace(/\{\w+\}/g, '[^/]+')
          .replaceAll('.', '\\.')}$`,
      )
      const operation = pattern.test(wanted) ? operations[verb] : undefined
      if (operation) return operation
    }
  }
  return undefined
}
