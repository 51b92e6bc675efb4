// What our own source may not do, each with the files that may and why. Comments do not count. The packages that we use are
// looked after in versions.test.ts.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { REPOSITORY } from './read-ranks.ts'

type Rule = { name: string; pattern: RegExp; except?: Record<string, string> }

const RULES: Rule[] = [
  {
    name: 'code is made of no text',
    pattern: /\beval\s*\(|\bnew Function\b|\bFunction\s*\(\s*['"`]|['"]node:vm['"]|\bset(Timeout|Interval)\s*\(\s*['"`]/,
  },
  {
    name: 'markup is made of no text',
    pattern: /dangerouslySetInnerHTML|\.(inner|outer)HTML\b|insertAdjacentHTML|document\.write/,
  },
  { name: 'no process is started', pattern: /['"](node:)?child_process['"]/ },
  {
    name: 'no regular expression is made of what came in',
    pattern: /\bRegExp\s*\(/,
    except: {
      'lib/door/find-route.ts': 'of the paths in our own tables',
      'lib/checking/mask-file-name.ts': 'of its own constants',
      'lib/checking/read/xml/recover/start-tag.ts': 'of its own constants: what XML’s names and characters are',
      'lib/checking/read/xml/recover/look-ahead.ts': 'the same',
      'lib/checking/read/xml/recover/plain-text.ts': 'the same',
      'lib/checking/read/xml/recover/element-places.ts': 'the same',
      'lib/checking/read/xml/recover/recovering-reader.ts': 'the same',
    },
  },
  {
    name: 'what must not be guessed comes from node:crypto or WebCrypto',
    pattern: /\bMath\.random\b/,
    except: {
      'lib/checking/seen-keys.ts': 'spreads keys over a table, so that nobody can choose colliding ones',
      'lib/checking/seen-days.ts': 'the same',
      'lib/relay/main.ts': 'spreads retries in time',
      'lib/cli/watch/backoff.ts': 'the same',
    },
  },
  { name: 'hashes are SHA-2', pattern: /\bcreate(Hash|Hmac)\s*\(\s*(?!['"]sha(256|384|512)['"])/ },
  {
    name: 'the cipher is AES-256-GCM',
    pattern: /['"](?!aes-256-gcm['"])(aes|bf|camellia|cast5|des|des3|rc[245]|sm4)-[\w-]+['"]/i,
    except: {
      'lib/intake/case-keys.ts': 'a keyed hash of cases, one block each: nothing is encrypted by it',
      'components/check/hash-cases.ts': 'the same hash in the browser, made of what Web Crypto has',
      'components/certificate/make-request.ts': 'a person’s own key, locked as every program opens it (PKCS #8, PBES2)',
    },
  },
  {
    name: 'certificates of others are judged',
    pattern: /rejectUnauthorized:\s*false|checkServerIdentity|NODE_TLS_REJECT_UNAUTHORIZED/,
    except: { 'lib/gateway/create-gateway.ts': 'lets the handshake through and judges the certificate itself: identity.test.ts' },
  },
  {
    name: 'SQL is no sum of texts',
    pattern: /\$(query|execute)RawUnsafe|Prisma\.raw|\.query(<[^>]*>)?\(\s*`[^`]*\$\{(?![A-Z_]+\})/,
    except: {
      'lib/certificates/require-holder.ts': 'a constant, with parameters',
      'lib/submissions/destroy-payload-keys.ts': 'a constant, with parameters',
      'lib/db.ts': 'one of three constants, by who speaks, with parameters',
      'lib/listen.ts': 'the name of a channel, quoted by pg',
    },
  },
  {
    name: 'no window is sent messages; workers of our own are',
    pattern: /addEventListener\(\s*['"]message['"]|\bonmessage\b|\bpostMessage\s*\(/,
    except: {
      'components/check/open-checker.ts': 'speaks to the Worker that it made',
      'components/check/check.worker.ts': 'that Worker: the policy’s worker-src lets none but our own be made',
      'components/submission/find-by-file.tsx': 'speaks to the Worker that it made',
      'components/submission/hash.worker.ts': 'that Worker',
      'lib/converter/table-threads.ts': 'speaks to the thread that it started',
      'lib/converter/convert-worker.ts': 'that thread',
    },
  },
]

const SOURCES = sourcesOf('{lib,app,components}/**/*.{ts,tsx}')

test('there is source to look at', () => {
  expect(SOURCES.length).toBeGreaterThan(500)
})

describe.each(RULES)('$name', ({ pattern, except = {} }) => {
  const found = SOURCES.filter(({ text }) => pattern.test(text)).map(({ file }) => file)

  test('but where a reason stands', () => {
    expect(found.filter((file) => !(file in except))).toEqual([])
  })

  test('and each reason is still wanted', () => {
    expect(Object.keys(except).filter((file) => !found.includes(file))).toEqual([])
  })
})

test.each([
  ['code is made of no text', 'const run = new Function(body)'],
  ['code is made of no text', "setTimeout('go()', 10)"],
  ['markup is made of no text', '<p dangerouslySetInnerHTML={{ __html: name }} />'],
  ['no process is started', "import { exec } from 'node:child_process'"],
  ['no regular expression is made of what came in', 'new RegExp(search)'],
  ['what must not be guessed comes from node:crypto or WebCrypto', 'const token = Math.random().toString(36)'],
  ['hashes are SHA-2', "createHash('md5')"],
  ['hashes are SHA-2', 'createHmac(algorithm, key)'],
  ['the cipher is AES-256-GCM', "createCipheriv('aes-256-cbc', key, iv)"],
  ['the cipher is AES-256-GCM', "const CIPHER = 'des-ede3-cbc'"],
  ['certificates of others are judged', 'connect({ rejectUnauthorized: false })'],
  ['SQL is no sum of texts', `pool.query(\`SELECT * FROM person WHERE name = $${'{name}'}\`)`],
  ['SQL is no sum of texts', 'db.$queryRawUnsafe(text)'],
  ['no window is sent messages; workers of our own are', "window.addEventListener('message', take)"],
])('%s: %s is seen', (name, text) => {
  expect(RULES.find((rule) => rule.name === name)?.pattern.test(withoutComments(text))).toBe(true)
})

test('a comment is no code', () => {
  expect(withoutComments("// eval(a)\nconst url = 'https://a.se' /* eval(b) */")).toBe("\nconst url = 'https://a.se' ")
})

/** Private keys, age identities and signed tokens; made-up ones are made when a test runs. */
const SECRET =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----\s*(\\n)?[A-Za-z0-9+/=]{32}|AGE-SECRET-KEY-1[0-9A-Z]{30}|\beyJ[\w-]{16,}\.eyJ[\w-]{16,}\./

test('no secret lies in the tree', () => {
  const tree = sourcesOf(
    '{lib,app,components,prisma,e2e,packages,docs,public,.ci}/**/*.{ts,tsx,json,md,sql,prisma,css,svg,txt,pem,xml,csv}',
  )
  expect(tree.length).toBeGreaterThan(1_000)
  expect(tree.filter(({ text }) => SECRET.test(text)).map(({ file }) => file)).toEqual([])
  expect(SECRET.test(`-----BEGIN ${'PRIVATE'} KEY-----\n${'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC'.repeat(2)}`)).toBe(true)
  expect(SECRET.test(`AGE-SECRET-${'KEY'}-1${'Q'.repeat(58)}`)).toBe(true)
})

function sourcesOf(pattern: string): { file: string; text: string }[] {
  return globSync(pattern, { cwd: REPOSITORY, exclude: ['prisma/generated/**', '**/dist/**', '**/node_modules/**'] })
    .filter((file) => !pattern.startsWith('{lib,app,components}') || !/\.(test|spec)\.tsx?$/.test(file))
    .map((file) => ({ file, text: withoutComments(readFileSync(join(REPOSITORY, file), 'utf8')) }))
}

/** A `//` behind a colon or inside quotes is taken for an address. */
function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|[^:'"`\\])\/\/.*$/gm, '$1')
}
