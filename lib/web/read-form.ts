// multipart/form-data as a plain form sends it: the hidden fields first, then one file, read as it comes.
import type { IncomingMessage } from 'node:http'
import { Busboy, type BusboyFileStream, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy'
import { AppError } from '#lib/errors.ts'
import { readBody } from '#lib/intake/read-body.ts'

export type FormFile = { name: string; body: AsyncIterable<Uint8Array> }
/** Takes the file while it comes; the fields before it are known. */
type Take = (fields: ReadonlyMap<string, string>, file: FormFile) => Promise<void>

const FILE_FIELD = 'fil'
const LIMITS = { files: 2, fields: 10, parts: 12, fieldNameSize: 50, fieldSize: 1000, headerPairs: 20, headerSize: 8192 }

/**
 * Reads a form with one file through `take`. Refuses (`invalid`): `no_file`, `two_files`, `form` (not a whole form).
 * Resolves only when the form has ended as it should, so what `take` took may still have to be discarded.
 */
export async function readForm(request: IncomingMessage, take: Take): Promise<void> {
  const fields = new Map<string, string>()
  let taking: Promise<void> | undefined
  let fault: unknown
  const fail = (error: unknown) => {
    fault ??= error
  }
  const form = open(request)
  const finished = new Promise<void>((resolve, reject) => form.once('finish', resolve).once('error', reject))
  finished.catch(() => fail(new AppError('invalid', 'form')))
  form.on('field', (name, value) => {
    fields.set(name, value)
  })
  form.on('file', (field, stream, name) => {
    const refusal = taking !== undefined ? 'two_files' : field !== FILE_FIELD ? 'form' : name ? undefined : 'no_file'
    if (refusal) {
      fail(new AppError('invalid', refusal))
      drop(stream)
      return
    }
    taking = take(fields, { name, body: stream })
    taking.catch((error) => {
      fail(error)
      drop(stream)
    })
  })
  for await (const chunk of readBody(request)) {
    if (fault) break
    if (!form.write(chunk)) await room(form, taking)
  }
  // A form that is cut off makes both the form and the file's stream fail.
  form.end()
  await Promise.allSettled([finished, taking])
  if (fault) throw fault
  if (!taking) throw new AppError('invalid', 'no_file')
}

function open({ headers }: IncomingMessage): BusboyInstance {
  try {
    // preservePath: a name with a path is refused as such, not quietly cut.
    return new Busboy({ headers: headers as BusboyHeaders, limits: LIMITS, preservePath: true })
  } catch (error) {
    throw new AppError('invalid', 'form', { cause: error })
  }
}

/** Nobody reads this file: let it pass, and its faults with it. */
function drop(stream: BusboyFileStream): void {
  stream.on('error', () => {})
  stream.resume()
}

/** Until the form takes more, or the one who takes the file has given up. */
async function room(form: BusboyInstance, taking: Promise<void> | undefined): Promise<void> {
  const drained = new Promise<void>((resolve) => form.once('drain', resolve))
  await Promise.race([
    drained,
    taking?.then(
      () => drained,
      () => {},
    ) ?? drained,
  ])
}
