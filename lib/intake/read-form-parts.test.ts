import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readFormParts } from './read-form-parts.ts'

const FORM = [
  '--b1\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n',
  '--b1 \r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\n\r\n--b\r\n-b1\r\n\r\n--b\r\n',
  '--b1--\r\n',
].join('')

async function read(pieces: Buffer[], most = Number.POSITIVE_INFINITY): Promise<[string, string][]> {
  const found: [string, string][] = []
  async function* body() {
    yield* pieces
  }
  for await (const { name, body: content } of readFormParts(body(), 'b1')) {
    const read: Uint8Array[] = []
    for await (const piece of content) if (read.push(piece) >= most) break
    found.push([name, Buffer.concat(read).toString()])
  }
  return found
}

test('a form is the same however the line cuts it, and what is nearly its boundary is content', async () => {
  const whole: [string, string][] = [
    ['a', ''],
    ['file', '\r\n--b\r\n-b1\r\n\r\n--b'],
  ]
  const cuts = fc.uniqueArray(fc.nat(FORM.length), { maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(cuts, async (places) => {
      const ends = [...places.sort((a, b) => a - b), FORM.length]
      const pieces = ends.map((end, index) => Buffer.from(FORM.slice(ends[index - 1] ?? 0, end)))
      expect(await read(pieces)).toEqual(whole)
    }),
  )
  expect(await read([...FORM].map((sign) => Buffer.from(sign)))).toEqual(whole)
})

async function* whole(body: Buffer) {
  yield body
}

test('a form that another writer has made (undici) comes out as it went in, whatever its file holds', async () => {
  const sign = fc.constantFrom('\r', '\n', '-', 'b', '\0', 'å', '"', 'x')
  const text = fc.string({ unit: sign, maxLength: 60 })
  await fc.assert(
    fc.asyncProperty(
      text,
      text,
      fc.string({ unit: fc.constantFrom('å', '"', ';', '=', 'a', ' ', '漢'), minLength: 1 }),
      async (field, file, name) => {
        const form = new FormData()
        form.append('tjanst', field)
        form.append('fil', new Blob([file]), name)
        const made = new Response(form)
        const boundary = /boundary=(.*)$/.exec(made.headers.get('content-type') ?? '')?.[1] ?? ''
        const pieces = whole(Buffer.from(await made.arrayBuffer()))
        const found: unknown[] = []
        for await (const part of readFormParts(pieces, boundary)) {
          const content: Uint8Array[] = []
          for await (const piece of part.body) content.push(piece)
          const fileName = part.fileName && decodeURIComponent(Buffer.from(part.fileName).toString())
          found.push([part.name, fileName, Buffer.concat(content).toString()])
        }
        // The writer makes every line break of a field CR LF (HTML, 4.10.22.8) and escapes quotes in names.
        expect(found).toEqual([
          ['tjanst', undefined, field.replace(/\r\n|\r|\n/g, '\r\n')],
          ['fil', name, file],
        ])
      },
    ),
  )
})

test('what its reader leaves of a part is skipped', async () => {
  const parts = await read(
    [...FORM].map((sign) => Buffer.from(sign)),
    1,
  )
  expect(parts.map(([name]) => name)).toEqual(['a', 'file'])
})

test('a form that is cut off anywhere is refused', async () => {
  // What follows the last delimiter is not the form's.
  for (let end = 0; end < FORM.lastIndexOf('\r\n'); end++)
    await expect(read([Buffer.from(FORM.slice(0, end))]), String(end)).rejects.toMatchObject({ code: 'invalid', detail: 'form' })
})
