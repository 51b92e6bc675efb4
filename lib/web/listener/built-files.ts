// Built scripts and style sheets, packed with Brotli for browsers that take it: a seventh smaller than Next's gzip. What is not packed
// is Next's to answer. After `next build`, `node lib/web/listener/built-files.ts` packs them.
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join, resolve } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'

const TYPES = { js: 'application/javascript; charset=UTF-8', css: 'text/css; charset=UTF-8' } as const
const PACKED = '.br'
/** Names hold a hash of what is in them. */
const FOR_EVER = 'public, max-age=31536000, immutable'

/** Answers with a packed file of `folder`, and says whether there was one. */
export type BuiltFiles = (request: IncomingMessage, response: ServerResponse) => boolean

/** Reads the packed files of `folder`, which stand at /_next/static/: a request can name these alone. */
export function openBuiltFiles(folder: string): BuiltFiles {
  const files = new Map(
    globSync(`**/*.{js,css}${PACKED}`, { cwd: folder }).map((path) => [
      `/_next/static/${path.replaceAll('\\', '/').slice(0, -PACKED.length)}`,
      readFileSync(join(folder, path)),
    ]),
  )
  return ({ method, url = '', headers }, response) => {
    const bytes = method === 'GET' && takesBrotli(headers['accept-encoding']) ? files.get(url) : undefined
    if (!bytes) return false
    response.writeHead(200, {
      'Content-Type': TYPES[url.endsWith('.css') ? 'css' : 'js'],
      'Content-Encoding': 'br',
      'Content-Length': bytes.length,
      'Cache-Control': FOR_EVER,
      Vary: 'Accept-Encoding',
    })
    response.end(bytes)
    return true
  }
}

const takesBrotli = (accepted: string | string[] = ''): boolean => /(^|,)\s*br\s*(,|$)/.test(`${accepted}`)

function pack(folder: string): void {
  for (const path of globSync('**/*.{js,css}', { cwd: folder })) {
    const bytes = readFileSync(join(folder, path))
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    }
    writeFileSync(join(folder, `${path}${PACKED}`), brotliCompressSync(bytes, { params }))
  }
}

if (import.meta.main) pack(resolve(import.meta.dirname, '../../../.next/static'))
