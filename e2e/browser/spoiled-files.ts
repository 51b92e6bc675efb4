// Files as they should not be, each with the code of the rule that says so.
import { asXml, type ChosenFile, xmlFile } from './files.ts'

export type SpoiledFile = { what: string; code: string; make: () => ChosenFile; says: RegExp }

export const SPOILED: SpoiledFile[] = [
  {
    what: 'no XML at all',
    code: 'F02',
    make: () => asXml('inte.xml', 'Ett brev och ingen fil från lönesystemet.\n'),
    says: /Fel sorts fil/,
  },
  {
    what: 'cut off',
    code: 'F04',
    make: () => changed((text) => text.slice(0, text.lastIndexOf('<sjukfall>') + 25)),
    says: /Filen är trasig/,
  },
  { what: 'empty', code: 'F01', make: () => asXml('tom.xml', ''), says: /tom/ },
  { what: 'in another encoding than it says', code: 'F03', make: latin1InDisguise, says: /Fel teckenkodning/ },
  { what: 'with an entity', code: 'F05', make: () => changed(withEntity), says: /Otillåten DOCTYPE/ },
  {
    what: 'with a foreign DOCTYPE',
    code: 'F05',
    make: () => changed((text) => text.replace('sjukanmalan-1.0.dtd', 'http://127.0.0.1:1/annan.dtd')),
    says: /Otillåten DOCTYPE/,
  },
  { what: 'with a NUL', code: 'F03', make: () => changed((text) => text.replace('Åre', 'Å\0re')), says: /Fel teckenkodning/ },
  {
    what: 'with another company’s number',
    code: 'F12',
    make: () => xmlFile({ orgnr: '5599004560' }),
    says: /Arbetsgivare som du inte företräder/,
  },
  { what: 'of another e-service', code: 'F02', make: payrollFile, says: /Frånvarouppgift/ },
  {
    what: 'with a wrong check digit',
    code: 'I04',
    make: () => changed((text) => text.replace(/\d(?=<\/personnummer>)/, (digit) => String((Number(digit) + 1) % 10))),
    says: /kontrollsiffra/,
  },
  {
    what: 'with a wrong count',
    code: 'F08',
    make: () => changed((text) => text.replace('antalSjukfall="3"', 'antalSjukfall="4"')),
    says: /anges till 4, men filen innehåller 3/,
  },
]

function changed(change: (text: string) => string): ChosenFile {
  const text = xmlFile().buffer.toString()
  const spoilt = change(text)
  if (spoilt === text) throw new Error('nothing was changed')
  return asXml('fel.xml', spoilt)
}

/** ISO-8859-1 that calls itself UTF-8. */
function latin1InDisguise(): ChosenFile {
  return asXml('kodning.xml', Buffer.from(xmlFile().buffer.toString(), 'latin1'))
}

const withEntity = (text: string): string =>
  text
    .replace('"sjukanmalan-1.0.dtd">', '"sjukanmalan-1.0.dtd" [<!ENTITY a "Exempelbolaget">]>')
    .replace('<namn>Exempelbolaget', '<namn>&a;')

/** The file that goes to Skatteverket. */
function payrollFile(): ChosenFile {
  return asXml(
    'agi.xml',
    `<?xml version="1.0" encoding="UTF-8"?>
<Skatteverket omrade="Arbetsgivardeklaration" xmlns="http://xmls.skatteverket.se/se/skatteverket/da/instans/schema/1.1" xmlns:agd="http://xmls.skatteverket.se/se/skatteverket/da/komponent/schema/1.1">
<agd:Blankett><agd:Blankettinnehall></agd:Blankettinnehall></agd:Blankett>
</Skatteverket>
`,
  )
}
