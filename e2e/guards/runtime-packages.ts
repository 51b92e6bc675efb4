// Every package that web, gateway, relay or keeper can load, and what it does with bytes that strangers chose. A package that
// comes in anew is decided here before the tests are green again: versions.test.ts compares with the imports and the lock file.
// Advisories are those that were known on 2026-11-30 (osv.dev, github.com/advisories, nodejs.org): look again when raising one.

export type Floor = {
  /** The lowest version with the fixes, for each line in use: a version passes that is not below the floor of its own line. */
  floors: [string, ...string[]]
  /** What of it comes from outside. */
  reads: string
  /** The advisories that set the floor; `null`: none is known, and the floor is what was reviewed. */
  because: string | null
}

/** Reads what a stranger chose: browsers, machines, Försäkringskassan, the login broker, name servers, mail servers. */
export const READS_FOREIGN: Record<string, Floor> = {
  next: {
    floors: ['16.4.1'],
    reads: 'requests for pages, server components, headers',
    because: 'CVE-2026-96889 and GHSA-673q-mjm6-r5xr (remote code), CVE-2026-94482, CVE-2026-64642',
  },
  react: { floors: ['19.2.6'], reads: 'replies to server components', because: 'CVE-2025-55182 (remote code), CVE-2026-23870' },
  'react-dom': { floors: ['19.2.6'], reads: 'what pages show', because: 'CVE-2025-55182 (remote code), CVE-2026-23870' },
  'next-auth': {
    floors: ['4.24.15'],
    reads: 'the way back from the login broker, cookies',
    because: 'CVE-2026-73418, CVE-2026-73419 (state, nonce and PKCE bound to no provider), CVE-2026-73420',
  },
  jose: {
    floors: ['4.15.5', '6.2.18'],
    reads: 'ID tokens, keys of the broker, sealed cookies',
    because: 'GHSA-hhhv-q57g-882q (4.x: a packed JWE uses up memory)',
  },
  'openid-client': { floors: ['5.7.1'], reads: 'answers of the login broker', because: null },
  oauth: { floors: ['0.9.15'], reads: 'nothing: the part of next-auth for OAuth 1 is not configured', because: null },
  'oidc-token-hash': { floors: ['5.2.0'], reads: 'hashes in ID tokens', because: null },
  cookie: { floors: ['0.7.0'], reads: 'the Cookie header', because: 'CVE-2024-47764' },
  'set-cookie-parser': { floors: ['2.7.3'], reads: 'headers in the tus handler', because: null },
  negotiator: { floors: ['1.1.0'], reads: 'the Accept-Language header', because: 'CVE-2016-10539 (0.6.0 and older)' },
  'content-type': { floors: ['2.1.0'], reads: 'headers, for negotiator', because: null },
  '@formatjs/intl-localematcher': { floors: ['0.8.14'], reads: 'the Accept-Language header', because: null },
  '@tus/server': { floors: ['2.4.5'], reads: 'headers of uploads', because: null },
  '@tus/utils': { floors: ['0.7.1'], reads: 'headers of uploads', because: null },
  srvx: { floors: ['0.11.22'], reads: 'requests, for @tus/server', because: null },
  saxes: { floors: ['6.0.0'], reads: 'XML: files, spreadsheets, answers of Försäkringskassan', because: null },
  xmlchars: { floors: ['2.2.0'], reads: 'the characters of XML', because: null },
  fflate: {
    floors: ['0.8.3'],
    reads: 'the packed parts of a spreadsheet, through its stream alone',
    because: 'CVE-2026-122146 is of unzip and unzipSync, in every version: they are imported nowhere',
  },
  'hash-wasm': { floors: ['4.13.0'], reads: 'files, in the browser, to hash them', because: null },
  pkijs: { floors: ['4.0.0'], reads: 'certificates, revocation lists, OCSP answers', because: null },
  asn1js: { floors: ['3.1.0', '4.0.0'], reads: 'ASN.1 inside certificates', because: null },
  bytestreamjs: { floors: ['3.0.0'], reads: 'ASN.1, for pkijs', because: null },
  pvutils: { floors: ['1.2.0'], reads: 'ASN.1, for asn1js', because: null },
  pvtsutils: { floors: ['1.3.6'], reads: 'ASN.1, for @peculiar/x509', because: null },
  '@peculiar/utils': { floors: ['2.0.3', '4.1.0'], reads: 'ASN.1, for asn1js', because: null },
  '@peculiar/x509': { floors: ['2.2.0'], reads: 'certificates of passkeys', because: null },
  '@peculiar/asn1-android': { floors: ['2.10.0'], reads: 'certificates of passkeys', because: null },
  '@peculiar/asn1-asym-key': { floors: ['2.11.1'], reads: 'certificates of passkeys', because: null },
  '@peculiar/asn1-cms': { floors: ['2.11.1'], reads: 'certificates of passkeys', because: null },
  '@peculiar/asn1-csr': { floors: ['2.11.1'], reads: 'certificates of passkeys', because: null },
  '@peculiar/asn1-ecc': { floors: ['2.11.1'], reads: 'certificates of passkeys', because: null },
  '@peculiar/asn1-pfx': { floors: ['2.11.1'], reads: 'certificates of passkeys', because: null },
  '@peculiar/asn1-pkcs8': { floors: ['2.11.1'], reads: 'certificates of passkeys', because: null },
  '@peculiar/asn1-pkcs9': { floors: ['2.11.1'], reads: 'certificates of passkeys', because: null },
  '@peculiar/asn1-rsa': { floors: ['2.11.1'], reads: 'certificates of passkeys', because: null },
  '@peculiar/asn1-schema': { floors: ['2.11.1'], reads: 'certificates of passkeys', because: null },
  '@peculiar/asn1-x509': { floors: ['2.11.1'], reads: 'certificates of passkeys', because: null },
  '@peculiar/asn1-x509-attr': { floors: ['2.11.1'], reads: 'certificates of passkeys', because: null },
  '@peculiar/asn1-x509-post-quantum': { floors: ['2.11.1'], reads: 'certificates of passkeys', because: null },
  'node-forge': {
    floors: ['1.4.0'],
    reads: 'P12 files, in the browser of whoever chose them',
    because: 'CVE-2026-33891, CVE-2026-33894 (forged signature), CVE-2026-33895, CVE-2026-33896, CVE-2025-12816',
  },
  '@simplewebauthn/server': { floors: ['13.3.2'], reads: 'answers of passkeys', because: 'GHSA-6hxq-p678-4hr2' },
  '@simplewebauthn/browser': { floors: ['14.0.0'], reads: 'answers of passkeys, in the browser', because: null },
  '@levischuck/tiny-cbor': { floors: ['0.2.11'], reads: 'CBOR of passkeys', because: null },
  '@hexagon/base64': { floors: ['1.1.28'], reads: 'answers of passkeys', because: null },
  nodemailer: {
    floors: ['10.1.4'],
    reads: 'addresses that people typed, answers of the mail server',
    because: 'CVE-2026-121425 (mail to an address of the attacker’s), CVE-2026-90776, CVE-2026-82853, CVE-2026-82854',
  },
  zod: { floors: ['4.6.7'], reads: 'bodies, forms, JSON', because: 'GHSA-mrhx-c7xc-m3w5 (uses up memory)' },
  'age-encryption': { floors: ['0.3.1'], reads: 'the sealed key at the head of a payload', because: null },
  '@noble/ciphers': { floors: ['1.3.0', '2.4.0'], reads: 'the sealed key at the head of a payload', because: null },
  '@noble/curves': { floors: ['2.0.1'], reads: 'the sealed key at the head of a payload', because: null },
  '@noble/hashes': { floors: ['1.8.0', '2.0.1'], reads: 'the sealed key at the head of a payload', because: null },
  '@noble/post-quantum': { floors: ['0.5.4'], reads: 'nothing: no post-quantum recipient is made', because: null },
  '@scure/base': { floors: ['2.4.0'], reads: 'age keys', because: null },
  '@zxcvbn-ts/core': { floors: ['4.2.0'], reads: 'passwords as they are chosen', because: null },
  'fastest-levenshtein': { floors: ['1.0.16'], reads: 'passwords as they are chosen', because: null },
  '@node-rs/argon2': { floors: ['2.2.1'], reads: 'passwords', because: null },
  'tus-js-client': { floors: ['4.3.1'], reads: 'our own answers, in the browser', because: null },
  'url-parse': { floors: ['1.5.9'], reads: 'the address of an upload, in the browser', because: 'CVE-2022-0686, CVE-2022-0691' },
}

/** Never sees a stranger’s bytes, each group with its reason. */
export const READS_OWN: { because: string; packages: string[] }[] = [
  {
    because: 'speaks to our own database alone',
    packages: [
      ...[
        '@prisma/adapter-pg',
        '@prisma/client',
        '@prisma/client-runtime-utils',
        '@prisma/debug',
        '@prisma/driver-adapter-utils',
      ],
      ...['pg', 'pg-cloudflare', 'pg-connection-string', 'pg-int8', 'pg-pool', 'pg-protocol', 'pg-types', 'pgpass', 'split2'],
      ...['postgres-array', 'postgres-bytea', 'postgres-date', 'postgres-interval', 'xtend', '@types/pg', '@types/node'],
      'undici-types',
    ],
  },
  {
    because: 'reads texts of ours (lib/text), when the pages are built or shown',
    packages: [
      ...['next-intl', 'next-intl-swc-plugin-extractor', 'use-intl', 'icu-minify', 'intl-messageformat', 'po-parser'],
      ...['@eloqnt/config', '@eloqnt/format-json', '@eloqnt/format-po', '@formatjs/fast-memoize', '@schummar/icu-type-parser'],
      ...['@formatjs/icu-messageformat-parser', '@formatjs/icu-skeleton-parser'],
    ],
  },
  {
    because: 'builds the pages from our own source',
    packages: [
      ...['@next/env', '@swc/core', '@swc/counter', '@swc/helpers', '@swc/types', '@babel/runtime', 'tslib', 'styled-jsx'],
      ...['baseline-browser-mapping', 'caniuse-lite', 'client-only', 'postcss', 'nanoid', 'picocolors', 'source-map-js'],
      ...['@parcel/watcher', 'node-addon-api', 'is-glob', 'is-extglob', 'picomatch', 'detect-libc'],
    ],
  },
  {
    because: 'is not loaded: next.config.ts turns the image optimiser off',
    packages: ['sharp', '@img/colour', 'semver'],
  },
  {
    because: 'is not loaded: uploads are kept in our own store, no Redis is configured',
    packages: [
      ...['@redis/client', 'ioredis', '@ioredis/commands', 'cluster-key-slot', 'denque', 'redis-errors', 'redis-parser'],
      'standard-as-callback',
    ],
  },
  {
    because: 'draws the form to print with fonts of ours: what people typed is laid out, not parsed',
    packages: [
      ...[
        '@expo-google-fonts/noto-sans',
        'pdfkit',
        'fontkit',
        'linebreak',
        'png-js',
        'brotli',
        'base64-js',
        'clone',
        'dfa',
        'fast-deep-equal',
        'pako',
      ],
      ...['restructure', 'tiny-inflate', 'unicode-properties', 'unicode-trie'],
    ],
  },
  {
    because: 'writes our log',
    packages: [
      ...['pino', 'pino-abstract-transport', 'pino-std-serializers', '@pinojs/redact', 'atomic-sleep', 'on-exit-leak-free'],
      ...['process-warning', 'quick-format-unescaped', 'real-require', 'safe-stable-stringify', 'sonic-boom', 'thread-stream'],
      ...['debug', 'ms'],
    ],
  },
  {
    because: 'is a part of next-auth that gets what openid-client and jose have read',
    packages: [
      ...['@panva/hkdf', 'lru-cache', 'yallist', 'object-hash', 'uuid', 'preact', 'preact-render-to-string', 'pretty-format'],
    ],
  },
  {
    because: 'is a part of @peculiar/x509 that reads no bytes',
    packages: ['reflect-metadata', 'tsyringe'],
  },
  {
    because: 'is a part of tus-js-client for Node or for its timers: the browser sends pieces of a file that the person chose',
    packages: [
      ...['buffer-from', 'combine-errors', 'custom-error-instance', 'is-stream', 'js-base64', 'proper-lockfile', 'graceful-fs'],
      ...['retry', 'signal-exit', 'lodash.throttle', 'lodash.uniqby', 'lodash._baseiteratee', 'lodash._basetostring'],
      ...['lodash._baseuniq', 'lodash._createset', 'lodash._root', 'lodash._stringtopath', 'querystringify', 'requires-port'],
    ],
  },
  {
    because: 'makes something from values of ours: JSON to sign, a header, a code, a picture, word lists, live queries',
    packages: [
      ...['canonicalize', 'content-disposition', 'otpauth', 'qrcode-generator', '@tanstack/react-query', '@tanstack/query-core'],
      ...['scheduler', '@zxcvbn-ts/language-common', '@zxcvbn-ts/language-en', '@zxcvbn-ts/dictionary-compression'],
    ],
  },
]
