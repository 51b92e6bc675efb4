// multipart/form-data as a plain form sends it: the hidden fields first, then one file, read as it comes.
import type { IncomingMessage } from 'node:http'
import { Busboy, type BusboyFileStream, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy'
import { AppError } from '#lib/errors.ts'
import { readBody, UploadAborted } from '#lib/intake/read-body.ts'

export type FormFile = { name: string; body: AsyncIterable<Uint8Array> }
/** The form's fields: filled in as they come, and all of them before `take` gets the file. */
export type Fields = Map<string, string>

type Form = {
  request: IncomingMessage
  fields: Fields
  /** What the file's field is called. */
  fileField: string
  /** The request's body, where it is read in another way than by readBody alone. */
  body?: AsyncIterable<Uint8Array>
}
type Take = (file: FormFile) => Promise<void>

const LIMITS = { files: 2, fields: 10, parts: 12, fieldNameSize: 50, fieldSize: 1000, headerPairs: 20, headerSize: 8192 }

/**
 * Reads a form with one file through `take`. Refuses (`invalid`): `no_file`, `two_files`, `form` (not a whole form).
 * Resolves only when the form has ended as it should, so what `take` took may still have to be discarded.
 */
export async function readForm({ request, fields, fileField, body = readBody(request) }: Form, take: Take): Promise<void> {
  const form = open(request)
  let taking: Promise<void> | undefined
  let stream: BusboyFileStream | undefined
  let fault: unknown
  let finished = false
  let wake = () => {}
  const fail = (error: unknown) => {
    fault ??= error
    // Both the reader of the file and the waiter for the form get the error.
    stream?.destroy(error instanceof Error ? error : undefined)
    wake()
  }
  /** Until the form has room, has ended or has failed. */
  const change = () =>
    new Promise<void>((resolve) => {
      wake = resolve
    })
  form.on('drain', () => wake())
  // A form may say that it has ended long before its bytes have.
  form.on('finish', () => {
    finished = true
    wake()
  })
  // Never removed: it may fail more than once.
  form.on('error', () => fail(new AppError('invalid', 'form')))
  form.on('field', (name, value) => {
    fields.set(name, value)
  })
  form.on('file', (field, file, name) => {
    file.on('error', () => {}) // its reader gets the error too; without a listener it would end the process
    const refusal = stream ? 'two_files' : field !== fileField ? 'form' : name ? undefined : 'no_file'
    if (refusal) return fail(new AppError('invalid', refusal))
    stream = file
    taking = take({ name, body: bodyOf(file) })
    taking.catch(fail)
  })
  try {
    for await (const chunk of body) {
      if (!form.write(chunk) && !fault && !finished) await change()
      if (fault) break
    }
    // Whether the form is whole is known only at its end.
    form.end()
    while (!fault && !finished) await change()
  } catch (error) {
    fail(error)
  }
  await Promise.allSettled([taking])
  if (fault) throw fault
  if (!stream) throw new AppError('invalid', 'no_file')
}

/** The file's bytes; when they break off, the form is not whole. */
async function* bodyOf(file: BusboyFileStream): AsyncGenerator<Uint8Array> {
  try {
    yield* file
  } catch (error) {
    throw error instanceof AppError || error instanceof UploadAborted ? error : new AppError('invalid', 'form', { cause: error })
  }
}

function open({ headers }: IncomingMessage): BusboyInstance {
  try {
    // preservePath: a name with a path is refused as such, not quietly cut.
    return new Busboy({ headers: headers as BusboyHeaders, limits: LIMITS, preservePath: true })
  } catch (error) {
    throw new AppError('invalid', 'form', { cause: error })
  }
}
