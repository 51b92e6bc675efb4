import { LIMITS } from '#lib/limits.ts'
import { NOTICE_TOPICS, type NoticeTopic } from '#lib/notices/events.ts'
import { isLocale, type Locale } from '#lib/text/locale.ts'

/** What stands in the rows of the form about notices. */
export type RecipientFields = { language: Locale; rows: { field: string; address: string; topics: NoticeTopic[] }[] }

/** One too many, which is refused with what was typed in it. */
const ROWS = Array.from({ length: LIMITS.noticeAddresses + 1 }, (_, n) => n + 1)

export const addressField = (row: number): string => `adress${row}`
export const topicField = (row: number, topic: NoticeTopic): string => `adress${row}-${topic}`

/** The names of all fields. */
export const RECIPIENT_FIELDS: readonly string[] = [
  'sprak',
  ...ROWS.flatMap((row) => [addressField(row), ...NOTICE_TOPICS.map((topic) => topicField(row, topic))]),
]

/** Reads the rows that hold something. `get` gives a field's value. */
export function readRecipientFields(get: (field: string) => string | null | undefined): RecipientFields {
  const language = get('sprak') ?? ''
  const rows = ROWS.flatMap((row) => {
    const address = get(addressField(row)) ?? ''
    const topics = NOTICE_TOPICS.filter((topic) => get(topicField(row, topic)))
    return address.trim() === '' ? [] : [{ field: addressField(row), address, topics }]
  })
  return { language: isLocale(language) ? language : 'sv', rows }
}
