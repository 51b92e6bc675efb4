import { hasCheckDigit } from '#lib/identifiers.ts'

/** A text from the file as a finding may repeat it: at most 40 characters, on one line, the last four digits of personnummer hidden. */
export function redact(text: string): string {
  const points = [...text.slice(0, 100)]
  const short = points.length > 40 || text.length > 100 ? [...points.slice(0, 40), '…'] : points
  // Joined anew: a substring would keep the whole block that it was cut from in memory.
  return withoutNumbers(short.join('').replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\ufffd'))
}

/** Whether `redact` would not change it: at most 40 characters of printable ASCII, fewer than ten digits. */
export function isHarmless(text: string): boolean {
  if (text.length > 40) return false
  let digits = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 32 || unit > 126) return false
    if (unit >= 48 && unit <= 57) digits++
  }
  return digits < 10
}

/** A byte or character in hexadecimal: `E5`. */
export function hexOf(unit: number | undefined): string {
  return (unit ?? 0).toString(16).toUpperCase().padStart(2, '0')
}

/** Hides the last four digits of every number with a date and a valid check digit; other numbers stay. */
function withoutNumbers(text: string): string {
  return text.replace(/(?<!\d)(\d{6}|\d{8})([-+ ]?)(\d{4})(?!\d)/g, (all, date: string, sign: string, last: string) =>
    mayBePerson(date.slice(-6) + last) ? `${date}${sign}****` : all,
  )
}

function mayBePerson(ten: string): boolean {
  const month = Number(ten.slice(2, 4))
  const written = Number(ten.slice(4, 6))
  // A samordningsnummer may have the month 00.
  const day = written % 60
  return (month >= 1 || written >= 60) && month <= 12 && day <= 31 && hasCheckDigit(ten)
}
