// Swedish spelling alphabet (as in the telephone directories) and the ITU's for English.
const SWEDISH =
  'Adam Bertil Caesar David Erik Filip Gustav Helge Ivar Johan Kalle Ludvig Martin Niklas Olof Petter Qvintus Rudolf Sigurd Tore Urban Viktor Wilhelm Xerxes Yngve Zäta'
const ENGLISH =
  'Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November Oscar Papa Quebec Romeo Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu'

/** A reference as one says it on the phone: K7MQ-2XWH-9 → "Kalle 7 Martin Qvintus – 2 Xerxes Wilhelm Helge – 9". */
export function spellReference(reference: string, locale: string): string {
  const words = (locale === 'sv' ? SWEDISH : ENGLISH).split(' ')
  const say = (sign: string) => (/[A-Z]/.test(sign) ? (words[sign.charCodeAt(0) - 65] ?? sign) : sign)
  return reference
    .split('-')
    .map((group) => [...group].map(say).join(' '))
    .join(' – ')
}
