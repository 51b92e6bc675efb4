// multipart/form-data as a plain form or `curl -F` sends it: text fields, and one file, read as it comes.
import type { IncomingMessage } from 'node:http'
import { AppError } from '#lib/errors.ts'
import { readBody } from '#lib/intake/read-body.ts'
import { readFileName } from './read-file-name.ts'
import { readFormParts } from './read-form-parts.ts'
import { readParameters } from './read-parameters.ts'

/** `name` is as readFileName gives it. */
export type FormFile = { name: string; body: AsyncIterable<Uint8Array> }
/** The form's text fields: filled in as they come, so those before the file are there when `take` gets it. */
export type Fields = Map<string, string>

type Form = {
  request: IncomingMessage
  fields: Fields
  /** What the file's field is called: by the gateway, or by the portal's own form. */
  fileField: 'file' | 'fil'
  /** The request's body, where it is read in another way than by readBody alone. */
  body?: AsyncIterable<Uint8Array>
}
type Take = (file: FormFile) => Promise<void>

/** As many as the portal's largest form with a file has, and some more. */
const MOST_FIELDS = 24
const MOST_FIELD_BYTES = 1000

/**
 * Reads a form with one file through `take`. Refuses (`invalid`): `boundary`, what readFormParts refuses, `repeated_field`,
 * `field_file`, `field_fil`, `no_file`, `two_files`; (`too_large`, `form`): too many fields, or too long ones.
 * Resolves only when the form has ended as it should, so what `take` took may still have to be discarded.
 */
export async function readForm({ request, fields, fileField, body = readBody(request) }: Form, take: Take): Promise<void> {
  let found = false
  for await (const part of readFormParts(body, boundaryOf(request))) {
    if (part.fileName === undefined) {
      if (fields.has(part.name)) throw new AppError('invalid', 'repeated_field')
      if (fields.size === MOST_FIELDS) throw new AppError('too_large', 'form')
      fields.set(part.name, await readText(part.body))
      continue
    }
    if (found) throw new AppError('invalid', 'two_files')
    if (part.name !== fileField) throw new AppError('invalid', fileField === 'fil' ? 'field_fil' : 'field_file')
    if (part.fileName.length === 0) throw new AppError('invalid', 'no_file')
    found = true
    await take({ name: readFileName(part.fileName), body: part.body })
  }
  if (!found) throw new AppError('invalid', 'no_file')
}

/** RFC 2046, 5.1.1. */
const BOUNDARY = /^[0-9a-z'()+_,./:=? -]{0,69}[0-9a-z'()+_,./:=?-]$/i

function boundaryOf({ headersDistinct }: IncomingMessage): string {
  const [type = '', ...more] = headersDistinct['content-type'] ?? []
  const boundary = readParameters(type)?.parameters.get('boundary') ?? ''
  if (more.length > 0 || !BOUNDARY.test(boundary)) throw new AppError('invalid', 'boundary')
  return boundary
}

async function readText(body: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = []
  let bytes = 0
  for await (const piece of body) {
    bytes += piece.length
    if (bytes > MOST_FIELD_BYTES) throw new AppError('too_large', 'form')
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString('utf8')
}
