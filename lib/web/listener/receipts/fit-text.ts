/** Font sizes in points, the first that fits is taken. */
const SIZES = [10, 9, 8, 7] as const
/** A value that is still too long in the smallest size is cut to so many lines. */
const MOST_LINES = 3

export type FitInput = {
  values: readonly string[]
  /** The height of one value in this size, in points. */
  heightOf: (text: string, size: number) => number
  /** The height that all of them have together. */
  room: number
}
export type FittedText = { size: number; values: string[]; isWhole: boolean }

/** Makes values fit the height there is: smaller letters first, then each long value cut, with an ellipsis. */
export function fitText({ values, heightOf, room }: FitInput): FittedText {
  for (const size of SIZES) {
    const height = values.reduce((sum, text) => sum + heightOf(text, size), 0)
    if (height <= room) return { size, values: [...values], isWhole: true }
  }
  const size = SIZES[SIZES.length - 1] ?? 7
  const most = heightOf('x', size) * MOST_LINES
  return { size, values: values.map((text) => cut(text, (shorter) => heightOf(shorter, size) <= most)), isWhole: false }
}

/** The longest beginning that fits, found by halving. */
function cut(text: string, fits: (text: string) => boolean): string {
  if (fits(text)) return text
  const signs = [...text]
  let [least, most] = [0, signs.length]
  while (least < most) {
    const middle = Math.ceil((least + most) / 2)
    if (fits(`${signs.slice(0, middle).join('')}…`)) least = middle
    else most = middle - 1
  }
  return `${signs.slice(0, least).join('')}…`
}
