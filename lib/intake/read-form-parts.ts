// The parts of multipart/form-data (RFC 2046, 5.1; RFC 7578), read as they come. What the format leaves to the reader's choice
// (a header, name or boundary that stands twice, an encoding) is refused, so that no two readers can see different files.
import { AppError } from '#lib/errors.ts'
import { readParameters } from './read-parameters.ts'

export type FormPart = {
  name: string
  /** Of a file: its bytes, or percent-encoded (`filename*`), for readFileName. Undefined for a text field. */
  fileName: Uint8Array | string | undefined
  /** To be read before the next part; what is left of it is skipped. */
  body: AsyncIterable<Uint8Array>
}

/** Of one part, and bytes before the first and after the last. */
const MOST_HEADER_BYTES = 8192
const MOST_HEADERS = 20

/**
 * Yields each part. Refuses (`invalid`): `form`, a body that is cut off or is no form; `part_headers`, `disposition`,
 * `transfer_encoding`, `file_name`: a part's headers.
 */
export async function* readFormParts(body: AsyncIterable<Uint8Array>, boundary: string): AsyncGenerator<FormPart> {
  const form = new Form(body, boundary)
  try {
    await form.skip(MOST_HEADER_BYTES)
    while (await form.hasPart()) {
      const named = readHeaders(await form.headers())
      yield { ...named, body: form.content() }
      await form.skip(Number.POSITIVE_INFINITY)
    }
    await form.end()
  } finally {
    await form.close()
  }
}

/** Where the reading of one form is: in a part's content, or just after a delimiter. */
class Form {
  readonly #source: AsyncIterator<Uint8Array>
  readonly #delimiter: Buffer
  // A delimiter begins with a line break, which the first one may lack.
  #held: Uint8Array = Buffer.from('\r\n')
  #inContent = true

  constructor(body: AsyncIterable<Uint8Array>, boundary: string) {
    this.#source = body[Symbol.asyncIterator]()
    this.#delimiter = Buffer.from(`\r\n--${boundary}`, 'latin1')
  }

  /** What comes before the next delimiter. */
  async *content(): AsyncGenerator<Uint8Array> {
    while (this.#inContent) {
      const held = Buffer.from(this.#held.buffer, this.#held.byteOffset, this.#held.length)
      const at = held.indexOf(this.#delimiter)
      this.#inContent = at < 0
      const end = at < 0 ? Math.max(0, held.length - this.#delimiter.length + 1) : at
      this.#held = held.subarray(at < 0 ? end : at + this.#delimiter.length)
      if (end > 0) yield held.subarray(0, end)
      if (this.#inContent) await this.#more()
    }
  }

  async skip(most: number): Promise<void> {
    let bytes = 0
    for await (const piece of this.content()) {
      bytes += piece.length
      if (bytes > most) throw new AppError('invalid', 'form')
    }
  }

  /** After a delimiter: false when it was the last. */
  async hasPart(): Promise<boolean> {
    while (this.#held.length < 2) await this.#more()
    return !(this.#held[0] === 0x2d && this.#held[1] === 0x2d)
  }

  /** After a delimiter: the part's header lines, as Latin-1. */
  async headers(): Promise<string> {
    for (;;) {
      const held = Buffer.from(this.#held).toString('latin1')
      const at = held.indexOf('\r\n\r\n')
      if (at > MOST_HEADER_BYTES || (at < 0 && held.length > MOST_HEADER_BYTES)) throw new AppError('invalid', 'part_headers')
      if (at < 0) {
        await this.#more()
        continue
      }
      this.#held = this.#held.subarray(at + 4)
      this.#inContent = true
      // White space may follow the delimiter on its line (RFC 2046, 5.1.1).
      const rest = /^[ \t]*(?:\r\n|$)/.exec(held.slice(0, at))
      if (!rest) throw new AppError('invalid', 'form')
      return held.slice(rest[0].length, at)
    }
  }

  /** Reads what follows the last delimiter. */
  async end(): Promise<void> {
    for (let bytes = this.#held.length; ; ) {
      if (bytes > MOST_HEADER_BYTES) throw new AppError('invalid', 'form')
      const { done, value } = await this.#source.next()
      if (done) return
      bytes += value.length
    }
  }

  async close(): Promise<void> {
    await this.#source.return?.()
  }

  async #more(): Promise<void> {
    const { done, value } = await this.#source.next()
    if (done) throw new AppError('invalid', 'form')
    this.#held = this.#held.length === 0 ? value : Buffer.concat([this.#held, value])
  }
}

function readHeaders(block: string): Pick<FormPart, 'name' | 'fileName'> {
  // A line that begins with white space goes on with the one before.
  const lines = block === '' ? [] : block.replace(/\r\n[ \t]+/g, ' ').split('\r\n')
  const headers = lines.map((line) => /^([!#-'*+\-.0-9A-Z^-z|~]+):[ \t]*([^\r\n]*)$/.exec(line))
  if (headers.length > MOST_HEADERS || headers.includes(null)) throw new AppError('invalid', 'part_headers')
  const valuesOf = (name: string) => headers.flatMap((header) => (header?.[1]?.toLowerCase() === name ? [header[2] ?? ''] : []))
  // RFC 7578, 4.7: a part is sent as it is.
  if (valuesOf('content-transfer-encoding').some((value) => !/^(7bit|8bit|binary)[ \t]*$/i.test(value)))
    throw new AppError('invalid', 'transfer_encoding')
  const [disposition, ...more] = valuesOf('content-disposition')
  const { value, parameters } = readParameters(disposition ?? '') ?? {}
  const name = parameters?.get('name')
  if (value !== 'form-data' || name === undefined || more.length > 0) throw new AppError('invalid', 'disposition')
  return { name: Buffer.from(name, 'latin1').toString('utf8'), fileName: fileNameOf(parameters) }
}

/** `filename*` (RFC 8187) before `filename`: .NET sends both, the second in words that only mail programs read. */
function fileNameOf(parameters: Map<string, string> | undefined): FormPart['fileName'] {
  for (const [name, value] of parameters ?? []) {
    if (!name.startsWith('filename*')) continue
    const extended = /^(?:utf-8|iso-8859-1|windows-1252)'[a-z0-9-]*'([!#$&+.^_`|~%0-9a-z-]+)$/i.exec(value)?.[1]
    if (name !== 'filename*' || extended === undefined) throw new AppError('invalid', 'file_name_extended')
    return extended
  }
  const plain = parameters?.get('filename')
  return plain === undefined ? undefined : Buffer.from(plain, 'latin1')
}
