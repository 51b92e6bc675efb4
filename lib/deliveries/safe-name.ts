import { cleanFileName } from '#lib/intake/clean-file-name.ts'

const NAMELESS = 'fil'
/** Names that Windows keeps for devices, whatever follows the dot. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/**
 * The name a delivery gets from the one its sender gave it. A sender's odd name must not keep the file from its employer, so
 * nothing is refused: what has a meaning to shells, addresses or file systems becomes `_`.
 */
export function safeName(given: string): string {
  const plain = given
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N} ._()+,=@-]/gu, '_')
    .trim()
    .replace(/^[.-]+/, (start) => '_'.repeat(start.length))
    .replace(/[. ]+$/, '')
  if (plain === '') return NAMELESS
  return cleanFileName(DEVICE.test(plain) ? `_${plain}` : plain)
}
