import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'

type ZipFile = { name: string; content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>; isPacked?: boolean }

/** The bytes of a ZIP file, each file read once, a piece at a time. What is packed already is stored as it is. */
export async function* zipOf(files: AsyncIterable<ZipFile>): AsyncGenerator<Uint8Array> {
  const made: Uint8Array[] = []
  const zip = new Zip((error, piece) => {
    if (error) throw error
    made.push(piece)
  })
  for await (const { name, content, isPacked } of files) {
    const entry = isPacked ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 6 })
    zip.add(entry)
    for await (const piece of content) {
      // The library keeps what it is given until it has been written out.
      entry.push(Uint8Array.from(piece))
      yield* made.splice(0)
    }
    entry.push(new Uint8Array(), true)
    yield* made.splice(0)
  }
  zip.end()
  yield* made.splice(0)
}
