import type { Random } from './random.ts'

// biome-ignore format: as many a line as fit
const TEXTS = [
  '<', '>', '&', '&amp;', '&lt;', '&#65;', '&#49;', '&#x31;', '&#x0;', '&bad;', '/', '"', "'", ']', ']]>', '=', '/>', '</',
  '<!', '<?', '<!--x-->', '<!-- a -- b -->', '<!-- </sjukfall> -->', '<![CDATA[1]]>', '<![CDATA[</sjukfall>]]>', '<?p?>',
  '<?p </sjukfall>?>',
  '<?xml version="1.0"?>', '<!DOCTYPE sjukanmalan SYSTEM "sjukanmalan-1.0.dtd">', '<!DOCTYPE x [<!ENTITY a "b">]>', '\n',
  '\r\n', '\r', ' ', '\t', '   \n  ', '\u00a0', 'é', 'Å', '€', '😀', '\u0000', '\u0001', '\u007f', '\u0085', '\u00ad',
  '\u2028', '\u200b', '\u202e', '\ufeff', '\ufffe', '\ufffd', '\ufdd0', 'A', '1', '-', '+', '60', '2026-11-31',
  '1990-01-01', '199001012385', '<a/>', '<a>', '</a>', '<sjukfall>', '</sjukfall>', '<sjukfall/>', '<personnummer/>',
  '<referens></referens>', '<referens> </referens>', '<tidigarePeriod from="2026-10-24" tom="2026-10-26"/>',
  '<tidigarePeriod tom="2026-10-26" from="2026-10-24"/>',
  "<tidigarePeriod from='2026-10-24'\n tom='2026-10-26'></tidigarePeriod>", ' x="1"', ' from="2026-10-24"',
  '</arbetsgivare><arbetsgivare>', 'x'.repeat(40), ' '.repeat(2000), '\n'.repeat(1100), `<!--${'-x'.repeat(700)}-->`,
].map((text) => Buffer.from(text))
// biome-ignore format: as many a line as fit
const BYTES = [
  [0x80], [0xc3], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xef, 0xbb, 0xbf], [0xff], [0xe5],
  [0xc2, 0x9f],
].map((bytes) => Buffer.from(bytes))

/** The file with one to four changes: of bytes, or of whole elements (moved, doubled, dropped, renamed). */
export function mutate(file: Uint8Array, random: Random): Uint8Array {
  let bytes = Buffer.from(file)
  for (let left = 1 + random.below(4); left > 0; left--)
    bytes = random.once(2) ? changeBytes(bytes, random) : changeElements(bytes, random)
  return new Uint8Array(bytes)
}

function changeBytes(bytes: Buffer, random: Random): Buffer<ArrayBuffer> {
  const at = random.below(bytes.length + 1)
  const gone = random.once(2) ? random.below(4) : 0
  const put = random.once(5)
    ? Buffer.alloc(0)
    : random.once(4)
      ? random.pick(BYTES)
      : random.once(4)
        ? anyByte()
        : random.pick(TEXTS)
  return Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + gone)])

  function anyByte(): Buffer {
    return Buffer.from([bytes.length > 0 && random.once(2) ? (bytes[random.below(bytes.length)] as number) : random.below(256)])
  }
}

// biome-ignore format: as many a line as fit
const NAMES = [
  'sjukfall', 'personnummer', 'sjuklonFrom', 'referens', 'anstallningUpphord', 'arbetsgivare', 'identitet', 'kontroll',
  'namn',
]

function changeElements(bytes: Buffer, random: Random): Buffer<ArrayBuffer> {
  const text = bytes.toString('latin1')
  const name = random.pick(NAMES)
  const one = elementOf(text, name, random)
  if (!one) return Buffer.from(bytes)
  const [before, element, after] = [text.slice(0, one.from), text.slice(one.from, one.to), text.slice(one.to)]
  const changed = [
    () => before + after,
    () => before + element + element + after,
    () => {
      const other = elementOf(before, random.pick(NAMES), random)
      return other ? before.slice(0, other.from) + element + before.slice(other.from) + after : before + element + after
    },
    () =>
      before +
      element.replace(/>[^<]*</, `>${random.pick(['', ' ', '1', '2026-11-21', '2026-02-29', '199001012386', '197010632391'])}<`) +
      after,
    () => before + element.replaceAll(name, random.pick([...NAMES, 'Sjukfall', 'sjukfal', 'sjukfall2'])) + after,
    () => before + element.replace(/\s+/g, random.pick(['', ' ', '\r', '\r\n', '\n\n', '\t'])) + after,
    () => before + element.replace('>', random.pick([' >', ' x="1">', '\n>', '/>'])) + after,
    () => before + element.replace('</', random.pick(['< /', '<//', '</ ', '<'])) + after,
    () => before + element.replace(/\d/, String(random.below(10))) + after,
    () => before + element.slice(0, random.below(element.length)) + after,
  ]
  return Buffer.from(random.pick(changed)(), 'latin1')
}

/** One of the elements of that name, from its start tag to after its end tag. */
function elementOf(text: string, name: string, random: Random): { from: number; to: number } | undefined {
  const starts = [...text.matchAll(new RegExp(`<${name}[ />]`, 'g'))].map(({ index }) => index)
  if (starts.length === 0) return undefined
  const from = random.pick(starts)
  const ends = text.indexOf(`</${name}>`, from)
  return { from, to: ends < 0 ? text.indexOf('>', from) + 1 : ends + name.length + 3 }
}
