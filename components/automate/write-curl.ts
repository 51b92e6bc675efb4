import type { CurlCall, CurlPlace, Shell } from './curl-call.ts'

/** What the files with certificate, authority and password are called in every command. */
export const fileNames = ({ orgnr }: Pick<CurlPlace, 'orgnr'>) => ({
  pem: `${orgnr}.pem`,
  p12: `${orgnr}.p12`,
  password: 'losenord.txt',
  ca: 'ca.pem',
})

/**
 * The call as one command of that shell, an option a line. Linux: bash and a certificate with its key in PEM. Windows:
 * PowerShell and the system's own curl.exe, which reads P12 and asks for revocation lists that a private authority may lack.
 */
export function writeCurl(shell: Shell, call: CurlCall, place: CurlPlace): string {
  const { method, path, upload, keyOf, accept, output } = call
  const write = SHELL[shell]
  const options = [
    '--fail-with-body --silent --show-error',
    ...write.identity(place),
    ...(method ? [`--request ${method}`] : []),
    // In a name of a file to send, curl reads these as patterns.
    ...(upload !== undefined && /[[\]{}]/.test(upload) ? ['--globoff'] : []),
    ...(upload === undefined ? [] : [`--upload-file ${write.quoted(upload)}`]),
    ...(keyOf === undefined ? [] : [`--header ${write.key(keyOf)}`]),
    ...(accept ? [`--header ${write.quoted(`Accept: ${accept}`)}`] : []),
    ...(output === undefined ? [] : [`--output ${write.quoted(output)}`, `--write-out ${write.quoted('%{http_code}\\n')}`]),
    write.quoted(`${place.url}${path}`),
  ]
  return [write.program, ...options].join(write.goesOn)
}

const linux = (text: string) => (/^[\w./:-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`)
const windows = (text: string) => (/^[\w./:-]+$/.test(text) ? text : `'${text.replaceAll(/['‘’‚‛]/g, '$&$&')}'`)

const SHELL = {
  linux: {
    program: 'curl',
    goesOn: ' \\\n  ',
    quoted: linux,
    identity: (place: CurlPlace) => [`--cert ${fileNames(place).pem} --cacert ${fileNames(place).ca}`],
    key: (file: string) => `"Idempotency-Key: $(sha256sum < ${linux(file)} | cut -c 1-64)"`,
  },
  windows: {
    program: 'curl.exe',
    goesOn: ' `\n  ',
    quoted: windows,
    identity: (place: CurlPlace) => [
      `--cert ${fileNames(place).p12} --cert-type P12 --pass (Get-Content ${fileNames(place).password})`,
      `--cacert ${fileNames(place).ca} --ssl-revoke-best-effort`,
    ],
    key: (file: string) => `"Idempotency-Key: $((Get-FileHash -LiteralPath ${windows(file)}).Hash)"`,
  },
} as const
